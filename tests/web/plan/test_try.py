import pytest, time
from uuid import uuid4
from django.urls import reverse
from anagen.store.models import Case
from anagen.store.rows import change_record
from anagen.web.clock import now
from tests.story import record
pytestmark = pytest.mark.django_db
@pytest.mark.parametrize("setting",["home","clinic"])
def test_it_all_opens(client, setting):
    client.post(reverse("begin"), {"answer": setting, "once": str(uuid4())})
    case=Case.objects.get()
    change_record(case.public_id, lambda _: record(setting, now=now()), now())
    id=case.public_id
    for name in ("plan","calendar","budget","practitioner","aftercare","sheet_aftercare","sheet_letter","sheet_plan"):
        r=client.get(reverse(name,args=[id])); assert r.status_code==200, (name, r.status_code, r.content[:500])
        t=time.perf_counter(); client.get(reverse(name,args=[id])); print(name, len(r.content), round((time.perf_counter()-t)*1000))
    import cProfile,pstats; p=cProfile.Profile(); p.enable(); client.get(reverse("plan",args=[id])); p.disable(); pstats.Stats(p).sort_stats("cumtime").print_stats(45)
    r=client.get(reverse("budget",args=[id]),{"currency":"eur","session":"150","sessions":"6","minoxidil":"12,5"}); print(r.content.decode()[r.content.decode().index('id="sums"'):][:1500])
    assert 0
