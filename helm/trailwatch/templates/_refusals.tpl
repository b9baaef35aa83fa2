{{/* What the schema cannot say: values that are well each alone and wrong together. Included first by every workload. */}}
{{- define "trailwatch.refusals" -}}
{{- $store := .Values.store }}
{{- $hasAddress := or $store.redis.connectionString $store.redis.existingSecret.name }}
{{- if eq $store.mode "Embedded" }}
{{- if gt (int .Values.replicaCount) 1 }}
{{- fail "replicaCount must be 1 with store.mode Embedded: each pod would have a memory of its own. Several pods share one with store.mode Redis." }}
{{- end }}
{{- if .Values.autoscaling.enabled }}
{{- fail "autoscaling.enabled needs store.mode Redis: the embedded store belongs to one pod." }}
{{- end }}
{{- if or .Values.redis.enabled $hasAddress }}
{{- fail "A Redis is named, but store.mode is Embedded: set store.mode to Redis, or name none." }}
{{- end }}
{{- else }}
{{- if not (or .Values.redis.enabled $hasAddress) }}
{{- fail "store.mode Redis needs a Redis: store.redis.connectionString, store.redis.existingSecret.name, or redis.enabled." }}
{{- end }}
{{- if or (and .Values.redis.enabled $hasAddress) (and $store.redis.connectionString $store.redis.existingSecret.name) }}
{{- fail "Only one of store.redis.connectionString, store.redis.existingSecret.name and redis.enabled can say where Redis is." }}
{{- end }}
{{- if and $store.redis.passwordSecret.name (not $store.redis.connectionString) }}
{{- fail "store.redis.passwordSecret is for store.redis.connectionString; what else names a Redis has its password." }}
{{- end }}
{{- end }}
{{- if and .Values.redis.enabled (not (index .Subcharts.redis.Subcharts "server")) }}
{{- fail "redis.enabled needs the chart that charts/redis refers to, which is not kept here: run `helm dependency update` in charts/redis of this chart first. Or bring a Redis of your own with store.redis." }}
{{- end }}
{{- if .Values.autoscaling.enabled }}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) }}
{{- fail "autoscaling.minReplicas must not be above autoscaling.maxReplicas." }}
{{- end }}
{{- if not (or .Values.autoscaling.targetCPUUtilizationPercentage .Values.autoscaling.targetMemoryUtilizationPercentage) }}
{{- fail "autoscaling.enabled needs a target: targetCPUUtilizationPercentage, targetMemoryUtilizationPercentage, or both." }}
{{- end }}
{{- end }}
{{- if .Values.receiver.enabled }}
{{- if not (or (dig "Splunk" "Receiver" "Tokens" "" .Values.config) .Values.existingSecret.env) }}
{{- fail "receiver.enabled needs somebody who may send: config.Splunk.Receiver.Tokens, or existingSecret.env with Splunk__Receiver__Tokens__0__Hash." }}
{{- end }}
{{- if eq (int .Values.receiver.port) 8080 }}
{{- fail "receiver.port must not be 8080, which is the API's." }}
{{- end }}
{{- if eq (int .Values.service.port) (int .Values.service.receiverPort) }}
{{- fail "service.receiverPort must not be service.port." }}
{{- end }}
{{- else if .Values.receiver.tls.existingSecret }}
{{- fail "receiver.tls is for receiver.enabled." }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- range .Values.ingress.hosts }}
{{- range .paths }}
{{- if and (eq .port "hec") (not $.Values.receiver.enabled) }}
{{- fail "An Ingress to port hec needs receiver.enabled." }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- with .Values.podDisruptionBudget }}
{{- if .enabled }}
{{- if eq (kindIs "invalid" .minAvailable) (kindIs "invalid" .maxUnavailable) }}
{{- fail "podDisruptionBudget needs one of minAvailable and maxUnavailable; set the other to null." }}
{{- end }}
{{- $pods := int (ternary $.Values.autoscaling.minReplicas $.Values.replicaCount $.Values.autoscaling.enabled) }}
{{- if and (not (kindIs "invalid" .minAvailable)) (not (kindIs "string" .minAvailable)) (ge (int .minAvailable) $pods) }}
{{- fail (printf "podDisruptionBudget.minAvailable must be below the number of pods, %d: otherwise no node could ever be drained." $pods) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (not (kindIs "invalid" .Values.terminationGracePeriodSeconds)) (lt (int .Values.terminationGracePeriodSeconds) (int (include "trailwatch.stopSeconds" .))) }}
{{- fail (printf "terminationGracePeriodSeconds must be at least %s: a pod that is killed sooner breaks off requests." (include "trailwatch.stopSeconds" .)) }}
{{- end }}
{{- end }}
