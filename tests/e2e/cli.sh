#!/bin/sh
# The aws CLI: a two-container task with a shared volume, its logs and exit codes, an overridden
# command, a stop with a reason. Prints one line a check and a count, as every subject does.
set -u

passed=0
failed=0

# check WHAT FOUND EXPECTED
check() {
    if [ "$2" = "$3" ]; then
        echo "ok   cli: $1"
        passed=$((passed + 1))
    else
        echo "FAIL cli: $1: found '$2', expected '$3'"
        failed=$((failed + 1))
    fi
}

# until_stopped ARN: aws' own waiter asks only every six seconds
until_stopped() {
    for _ in $(seq 300); do
        status=$(aws ecs describe-tasks --tasks "$1" --query 'tasks[0].lastStatus' --output text)
        if [ "$status" = STOPPED ]; then return 0; fi
        sleep 0.2
    done
    echo "FAIL cli: $1 is $status"
    failed=$((failed + 1))
    return 1
}

of_task() {
    aws ecs describe-tasks --tasks "$1" --query "tasks[0].$2" --output text
}

log_of() {
    aws logs get-log-events --log-group-name /e2e-cli --start-from-head \
        --log-stream-name "cli/$2/${1##*/}" --query 'events[].message' --output text
}

aws logs create-log-group --log-group-name /e2e-cli
logging='{"logDriver": "awslogs", "options": {"awslogs-group": "/e2e-cli",
  "awslogs-region": "'"$AWS_REGION"'", "awslogs-stream-prefix": "cli"}}'
family="cli-$$"
revision=$(aws ecs register-task-definition --query taskDefinition.taskDefinitionArn --output text \
    --family "$family" --volumes name=scratch --container-definitions '[
  {"name": "writer", "image": "'"$BERTH_E2E_IMAGE"'", "memory": 32, "essential": false,
   "command": ["sh", "-c", "echo words >/scratch/file; echo written"],
   "mountPoints": [{"sourceVolume": "scratch", "containerPath": "/scratch"}],
   "logConfiguration": '"$logging"'},
  {"name": "reader", "image": "'"$BERTH_E2E_IMAGE"'", "memory": 32,
   "command": ["sh", "-c", "until [ -s /scratch/file ]; do sleep 0.1; done; cat /scratch/file; sleep 1; exit 7"],
   "mountPoints": [{"sourceVolume": "scratch", "containerPath": "/scratch"}],
   "logConfiguration": '"$logging"'}]')
check "registered as revision 1" "${revision##*:}" 1

task=$(aws ecs run-task --task-definition "$family" --query 'tasks[0].taskArn' --output text)
until_stopped "$task"
check "the writer's exit code" "$(of_task "$task" 'containers[?name==`writer`].exitCode | [0]')" 0
check "the reader's exit code" "$(of_task "$task" 'containers[?name==`reader`].exitCode | [0]')" 7
check "why it stopped" "$(of_task "$task" stopCode)" EssentialContainerExited
check "the writer's log" "$(log_of "$task" writer)" written
check "the reader's log" "$(log_of "$task" reader)" words
times=$(aws ecs describe-tasks --tasks "$task" --output json | jq -r '.tasks[0]
    | [.createdAt, .pullStartedAt, .pullStoppedAt, .startedAt, .stoppedAt] | (sort == .)')
check "timestamps in order" "$times" true

task=$(aws ecs run-task --task-definition "$family" --query 'tasks[0].taskArn' --output text \
    --overrides '{"containerOverrides": [{"name": "reader", "command": ["sh", "-c", "echo overridden; exit 3"]}]}')
until_stopped "$task"
check "the overridden command's exit code" \
    "$(of_task "$task" 'containers[?name==`reader`].exitCode | [0]')" 3
check "the overridden command's log" "$(log_of "$task" reader)" overridden

task=$(aws ecs run-task --task-definition "$family" --query 'tasks[0].taskArn' --output text \
    --overrides '{"containerOverrides": [{"name": "reader", "command": ["sh", "-c", "trap \"exit 0\" TERM; while :; do sleep 0.1; done"]}]}')
aws ecs wait tasks-running --tasks "$task"
check "running" "$(of_task "$task" lastStatus)" RUNNING
aws ecs stop-task --task "$task" --reason "seen enough" >/dev/null
until_stopped "$task"
check "stopped by the user" "$(of_task "$task" stopCode)" UserInitiated
check "the reason given" "$(of_task "$task" stoppedReason)" "seen enough"
check "listed among the stopped" \
    "$(aws ecs list-tasks --desired-status STOPPED --query "contains(taskArns, '$task')")" true

check "a missing cluster" \
    "$(aws ecs describe-clusters --clusters none --query 'failures[0].reason' --output text)" MISSING
said=$(aws ecs stop-task --task 00000000000000000000000000000000 2>&1)
case "$said" in
*InvalidParameterException*"task was not found"*) check "an unknown task" refused refused ;;
*) check "an unknown task" "$said" "InvalidParameterException" ;;
esac

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
