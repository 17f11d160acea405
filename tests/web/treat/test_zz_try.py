from tests.web.treat.ground import *
def test_x(client, case, time):
    r=client.get(at(case,"session")); t=r.content.decode(); assert "Start a session" in t, re.sub(r"<[^>]+>"," ",t)[:3000]
    begin(client, case)
    go_to(client, case, "step_roll_home", time)
    needle_all(client, case, time)
    go_to(client, case, "step_record_home", time)
    assert client.get(at(case)).status_code==200
    p=client.get(at(case,"session_finish")).content.decode()
    r=client.post(at(case,"session_finish"),{**hidden(p),"endpoint":"mild_redness","pain":"2"})
    r=client.get(r["Location"]); print(re.sub(r"\s+"," ",re.sub(r"<[^>]+>"," ",r.content.decode()))[:3000])
    print(sessions(case))
