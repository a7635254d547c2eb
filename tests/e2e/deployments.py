"""What watches and steers deployments on a real host: alarms, and hooks that call something."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import unittest

import _harness as h
import _raw
from services import Service

aws = h.Client()


def berth(operation, **members):
    """One of Berth's own calls."""
    status, answer = _raw.post(f"Berth_20261128.{operation}", json.dumps(members), "berth")
    if status != 200:
        raise AssertionError(f"{operation}: {status} {answer}")
    return answer


def newest(service):
    listed = aws.ecs.list_service_deployments(service=service.name)["serviceDeployments"]
    arns = [listed[0]["serviceDeploymentArn"]]
    found = aws.ecs.describe_service_deployments(serviceDeploymentArns=arns)
    return found["serviceDeployments"][0]


class Hook(http.server.ThreadingHTTPServer):
    """Somebody whom deployments call: answers in turn, the last one again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.calls.append(json.loads(body))
        answers = self.server.answers
        status, answer = answers.pop(0) if len(answers) > 1 else answers[0]
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class People(unittest.TestCase):
    """What people deploy with."""

    def ecs(self, *arguments):
        """The program of PyPI's ecs-deploy."""
        command = [os.path.join(os.path.dirname(sys.executable), "ecs"), *arguments]
        environment = {**os.environ, "AWS_DEFAULT_REGION": h.REGION}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_ecs_deploy_deploys_and_scales(self):
        old = aws.register(h.container(h.WAIT, memory=16))
        with Service(old, 1) as service:
            service.rolled_out()
            said = self.ecs("deploy", "default", service.name, "-e", "main", "GREETING", "hello", "--timeout", "90")
            self.assertIn("Deployment successful", said)
            new = service.rolled_out()["taskDefinition"]
            found = aws.ecs.describe_task_definition(taskDefinition=new)["taskDefinition"]
            variables = found["containerDefinitions"][0]["environment"]
            self.assertEqual(variables, [{"name": "GREETING", "value": "hello"}])
            before = aws.ecs.describe_task_definition(taskDefinition=old)["taskDefinition"]
            self.assertEqual(before["status"], "INACTIVE")
            said = self.ecs("scale", "default", service.name, "2", "--timeout", "90")
            self.assertIn("Scaling successful", said)
            self.assertEqual(service.stable()["runningCount"], 2)


class Flapping(unittest.TestCase):
    """In a region of its own: its agent comes and goes."""

    def test_a_host_that_comes_and_goes_keeps_its_tasks(self):
        with h.Region() as region:
            region.connected()
            ecs = region.client.ecs
            definition = region.client.register(h.container(h.WAIT, memory=16))
            ecs.create_service(serviceName="web", taskDefinition=definition, desiredCount=3)
            ecs.get_waiter("services_stable").wait(services=["web"], WaiterConfig=h.QUICK)

            def tasks():
                return set(ecs.list_tasks(serviceName="web")["taskArns"])

            before = tasks()
            self.assertEqual(len(before), 3)
            for _ in range(5):
                os.kill(region.role("agent"), signal.SIGKILL)
                # Tasks of a host whose agent is away run on: none is started in their place.
                self.assertEqual(tasks(), before)
                region.connected()
            self.assertEqual(tasks(), before)
            found = ecs.describe_tasks(tasks=list(before))["tasks"]
            self.assertEqual({it["lastStatus"] for it in found}, {"RUNNING"})
            # And it can be worked with as ever.
            region.client.stop(sorted(before)[0])
            h.until(lambda: len(tasks() - before) == 1 and len(tasks()) == 3, 60, "a replacement")
            ecs.delete_service(service="web", force=True)
            ecs.get_waiter("services_inactive").wait(services=["web"], WaiterConfig=h.QUICK)


class Deployments(unittest.TestCase):
    def definitions(self):
        return [aws.register(h.container(h.WAIT, memory=memory)) for memory in (16, 17)]

    def test_an_alarm_brings_back_what_ran_before(self):
        old, new = self.definitions()
        name = h.unique("alarm")
        berth("PutAlarm", alarmName=name, period=1, evaluationPeriods=2)
        watched = {"alarms": {"alarmNames": [name], "enable": True, "rollback": True}}
        with Service(old, 1, deploymentConfiguration=watched) as service:
            before = service.rolled_out()["deployments"][0]["id"]
            service.update(taskDefinition=new)
            self.assertEqual(newest(service)["alarms"]["status"], "MONITORING")
            berth("SetAlarmState", alarmName=name, stateValue="ALARM", stateReason="a test")
            service.told("deployment failed: alarm detected.")
            service.told(f"rolling back to deployment {before}.")
            h.until(lambda: newest(service)["status"] == "ROLLBACK_SUCCESSFUL", 60, lambda: newest(service))
            alarms = newest(service)["alarms"]
            self.assertEqual((alarms["status"], alarms["triggeredAlarmNames"]), ("TRIGGERED", [name]))
            self.assertEqual(service.rolled_out()["taskDefinition"], old)
            # With it in ALARM still: this one may be there to mend what is wrong.
            service.update(taskDefinition=new)
            self.assertEqual(newest(service)["alarms"]["status"], "DISABLED")
            self.assertEqual(service.rolled_out()["taskDefinition"], new)
        berth("DeleteAlarms", alarmNames=[name])

    def test_a_hook_is_called_and_called_again_and_lets_go(self):
        old, new = self.definitions()
        wait = (200, {"hookStatus": "IN_PROGRESS", "callBackDelay": 1, "hookDetails": {"seen": 1}})
        broken = (500, {})
        with Hook(broken, wait, (200, {"hookStatus": "SUCCEEDED"})) as hook:
            called = {"hookTargetArn": hook.url, "lifecycleStages": ["POST_SCALE_UP"]}
            configuration = {
                "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [called],
            }
            with Service(old, 1, deploymentConfiguration=configuration) as service:
                service.rolled_out()
                service.update(taskDefinition=new)
                self.assertEqual(service.rolled_out()["taskDefinition"], new)
                first, second, third = hook.calls
                self.assertEqual([it["invocation"] for it in hook.calls], [0, 1, 2])
                self.assertEqual(first["lifecycleStage"], "POST_SCALE_UP")
                self.assertEqual(first["serviceArn"], service.made["serviceArn"])
                weights = sorted(second["productionTrafficWeights"].values())
                self.assertEqual(weights, [0, 100])
                self.assertEqual(third["hookDetails"], {"seen": 1})

    def test_a_hook_that_says_no_rolls_back(self):
        old, new = self.definitions()
        with Hook((200, {"hookStatus": "FAILED"})) as hook:
            called = {
                "targetType": "AWS_LAMBDA",
                "hookTargetArn": hook.url,
                "roleArn": "arn:aws:iam::123456789012:role/hooks",
                "lifecycleStages": ["PRE_SCALE_UP"],
            }
            configuration = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [called]}
            with Service(old, 1, deploymentConfiguration=configuration) as service:
                service.rolled_out()
                service.update(taskDefinition=new)
                h.until(lambda: newest(service)["status"] == "ROLLBACK_SUCCESSFUL", 60, lambda: newest(service))
                self.assertIn("It said FAILED.", newest(service)["rollback"]["reason"])
                self.assertEqual(service.now()["taskDefinition"], old)

    def test_a_hook_may_be_a_task(self):
        old, new = self.definitions()
        fails = aws.register(h.container('echo "$BERTH_HOOK" | grep -q POST_SCALE_UP && exit 3', memory=16))
        passes = aws.register(h.container('echo "$BERTH_HOOK" | grep -q POST_SCALE_UP', memory=16))
        configuration = {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0}

        def with_hook(target):
            called = {"hookTargetArn": target, "lifecycleStages": ["POST_SCALE_UP"]}
            return {**configuration, "lifecycleHooks": [called]}

        with Service(old, 1, deploymentConfiguration=configuration) as service:
            service.rolled_out()
            for target, status in [(fails, "ROLLBACK_SUCCESSFUL"), (passes, "SUCCESSFUL")]:
                service.update(taskDefinition=new, deploymentConfiguration=with_hook(target))
                h.until(lambda status=status: newest(service)["status"] == status, 60, lambda: newest(service))
            self.assertEqual(service.now()["taskDefinition"], new)


if __name__ == "__main__":
    h.run()
