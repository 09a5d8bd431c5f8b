#!/usr/bin/env bash
# One issue per job: opened or renewed when it failed, closed when it was good again.
# Usage: own_issue.sh JOB OUTCOME RUN — needs gh, GH_TOKEN and GH_REPO.
set -euo pipefail

job=$1 outcome=$2 run=$3
label="failed-$job"
number=$(gh issue list --label "$label" --state open --json number --jq '.[0].number // empty')

if [ "$outcome" = success ]; then
  [ -z "$number" ] || gh issue close "$number" --comment "Good again · 已恢复正常：$run"
  exit 0
fi

text="The job “$job” failed; what it would have told is missing. · 任务“$job”失败，本次结果缺失。

$run"
if [ -n "$number" ]; then
  gh issue comment "$number" --body "$text"
else
  gh label create "$label" --force --description "A job failed · 任务失败"
  gh issue create --label "$label" --title "“$job” failed · 任务“$job”失败" --body "$text"
fi
