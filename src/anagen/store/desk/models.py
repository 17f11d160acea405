"""The tables of the desk, where Django looks for them."""

from anagen.store.desk.booking import Appointment
from anagen.store.desk.due import CaseOutlook, FollowUp
from anagen.store.desk.goods import ItemLevel, LotHold, StockMove
from anagen.store.desk.recalling import RecallCall
from anagen.store.desk.selling import Offer, Sale, SaleUndone

__all__ = (
    "Appointment",
    "CaseOutlook",
    "FollowUp",
    "ItemLevel",
    "LotHold",
    "Offer",
    "RecallCall",
    "Sale",
    "SaleUndone",
    "StockMove",
)
