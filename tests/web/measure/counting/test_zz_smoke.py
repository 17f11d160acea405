import pytest
from tests.web.measure.counting.ground import *
from tests.web.measure.album import address, taken, text_of
from django.test import Client
pytestmark = pytest.mark.django_db
def test_smoke(client, case, picture):
    for name in ("hair_counts","hair_count_start","hair_compare"):
        text_of(client, address(name, case))
    text_of(client, address("hair_count_ask", case, picture.public_id))
    c=a_count(case,picture,measured())
    t=text_of(client, address("hair_count", case, c.public_id)); print(t[4000:9000])
    c2=a_count(case,picture,refused("pustules"))
    t=text_of(client, address("hair_count", case, c2.public_id)); assert "fit to needle" in t
    text_of(client, address("hair_counts", case)); text_of(client, address("hair_compare", case)); text_of(client, address("hair_count_delete", case, c.public_id))
    r=client.post(address("hair_count_ask", case, picture.public_id), {**GIVEN,"once":str(uuid4())}); assert r.status_code==302, r.content
    t=text_of(client, r.headers["Location"]); print(t[3000:6000])
    r=client.post(address("hair_count_keep", case, c.public_id),{"seen":"1"}); assert r.status_code==302
    t=text_of(client, address("progress",case)); 
