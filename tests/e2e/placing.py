"""What a task definition asks of the instance it runs on."""

import unittest

import _harness as h

aws = h.Client()


class Placing(unittest.TestCase):
    def reasons(self, *containers, **task):
        """Why no instance takes the task."""
        definition = aws.register(*(containers or [h.container("true")]), **task)
        answer = aws.ecs.run_task(taskDefinition=definition)
        self.assertEqual(answer["tasks"], [])
        return [failure["reason"] for failure in answer["failures"]]

    # proves: RegisterTaskDefinitionRequest.placementConstraints
    # proves: TaskDefinitionPlacementConstraint.type, TaskDefinitionPlacementConstraint.expression
    def test_constraints(self):
        def constraint(expression):
            return {"placementConstraints": [{"type": "memberOf", "expression": expression}]}

        task = aws.run(h.container("exit 5"), **constraint("attribute:ecs.os-type == linux"))
        self.assertEqual(h.one(task)["exitCode"], 5)
        reasons = self.reasons(**constraint("attribute:ecs.os-type == windows"))
        self.assertEqual(len(reasons), 1)
        self.assertIn("MemberOf", reasons[0])

    # proves: RuntimePlatform.operatingSystemFamily
    def test_another_operating_system(self):
        reasons = self.reasons(runtimePlatform={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})
        self.assertEqual(reasons, ["ATTRIBUTE"])

    # proves: ContainerDefinition.resourceRequirements, ResourceRequirement.type
    # proves: ResourceRequirement.value
    def test_a_gpu_that_nobody_has(self):
        gpu = {"type": "GPU", "value": "1"}
        self.assertEqual(self.reasons(h.container("true", resourceRequirements=[gpu])), ["RESOURCE:GPU"])


h.run()
