"""The addresses of the desk."""

from django.urls import path

from anagen.web.clinic.desk import (
    appointments,
    day,
    follow_ups,
    lots,
    outcomes,
    prices,
    recall,
    recall_calls,
    statements,
    stock,
)

urlpatterns = [
    path("day/", day.day, name="day"),
    path("day/new/", appointments.new, name="appointment_new"),
    path("day/<uuid:appointment_id>/", appointments.change, name="appointment"),
    path("follow-ups/", follow_ups.every, name="follow_ups"),
    path("follow-ups/again/", follow_ups.again, name="follow_ups_again"),
    path("follow-ups/<uuid:follow_up_id>/done/", follow_ups.done, name="follow_up_done"),
    path("stock/", stock.stock, name="stock"),
    path("stock/receive/", stock.receive_goods, name="stock_receive"),
    path("stock/least/", stock.level, name="stock_level"),
    path("stock/<uuid:lot_id>/", lots.lot, name="lot"),
    path("stock/<uuid:lot_id>/count/", lots.count, name="lot_correct"),
    path("stock/<uuid:lot_id>/hold/", lots.hold, name="lot_hold"),
    path("stock/<uuid:lot_id>/release/", lots.release, name="lot_release"),
    path("recall/", recall.recall, name="recall"),
    path("recall/calls/<uuid:case_id>/", recall_calls.call, name="recall_calls"),
    path("recall/list.csv", recall.export, name="recall_export"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/rates.csv", outcomes.export, name="outcomes_export"),
    path("prices/", prices.every, name="prices"),
    path("prices/add/", prices.add, name="price_add"),
    path("prices/<uuid:offer_id>/switch/", prices.switch, name="price_switch"),
    path("prices/prices.csv", prices.export, name="prices_export"),
    path("patients/<uuid:case_id>/statement/", statements.statement, name="statement"),
    path("patients/<uuid:case_id>/statement/sell/", statements.sell, name="statement_sell"),
    path(
        "patients/<uuid:case_id>/statement/<uuid:sale_id>/undo/",
        statements.undo,
        name="statement_undo",
    ),
    path(
        "patients/<uuid:case_id>/statement/statement.csv",
        statements.export,
        name="statement_export",
    ),
]
