import time
import pytest
from tests.web.measure.album import *
from django.test import Client
pytestmark=pytest.mark.django_db
def test_perf_of_pages(case):
    a_course(case); c=Client()
    for d in range(10): taken(c,case,days=d*3)
    for name in ('progress','photos','photo_take','photo_compare','treatments'):
        for i in range(6):
            t=time.time(); c.get(address(name,case)); e=time.time()-t
            if i in (0,5): print(name,i,round(e*1000),'ms')
    assert True is not None
    import cProfile,pstats
    pr=cProfile.Profile(); pr.enable(); c.get(address('progress',case)); pr.disable(); pstats.Stats(pr).sort_stats('cumtime').print_stats(35)
