#!/usr/bin/env bash
# Runs a process of Flink in the place of this one, which stays process 1:
#
#   jobmanager      of a session, to which jobs are submitted
#   taskmanager
#   standalone-job  a JobManager for the job in usrlib; after -- the job's own arguments
#
# What follows is Flink's, such as -Dtaskmanager.numberOfTaskSlots=2. Any other command is run as it is.
set -euo pipefail

case ${1:-} in
  jobmanager) main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint memory=GET_JM_RESOURCE_PARAMS ;;
  standalone-job) main=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint memory=GET_JM_RESOURCE_PARAMS ;;
  taskmanager) main=org.apache.flink.runtime.taskexecutor.TaskManagerRunner memory=GET_TM_RESOURCE_PARAMS ;;
  '')
    echo "docker-entrypoint.sh: a role is missing; allowed: jobmanager, taskmanager, standalone-job" >&2
    exit 2
    ;;
  *) exec "$@" ;;
esac
shift

# A configuration that is mounted may bring how to log.
logback=$FLINK_CONF_DIR/logback-console.xml
[ -r "$logback" ] || logback=$FLINK_HOME/logback.xml
java=(java "@$FLINK_HOME/jvm-options" "-Dlogback.configurationFile=file:$logback" -cp "$FLINK_HOME/first:$FLINK_HOME/lib/*")

# Flink itself says how a JVM of such a configuration divides its memory: its options, then settings, a line each.
prefix=BASH_JAVA_UTILS_EXEC_RESULT:
if ! answer=$("${java[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  org.apache.flink.runtime.util.bash.BashJavaUtils "$memory" --configDir "$FLINK_CONF_DIR" "$@" 2>&1); then
  printf '%s\n' "$answer" >&2
  echo "docker-entrypoint.sh: Flink does not take this configuration: $(sed -n 's/.*Exception: //p' <<<"$answer" | tail -n 1)" >&2
  exit 2
fi
mapfile -t divided < <(sed -n "s/^$prefix//p" <<<"$answer")
read -ra options <<<"${divided[0]:-}"
read -ra settings <<<"${divided[1]:-}"

exec "${java[@]}" ${options[@]+"${options[@]}"} "$main" --configDir "$FLINK_CONF_DIR" ${settings[@]+"${settings[@]}"} "$@"
