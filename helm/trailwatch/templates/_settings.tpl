{{/*
Settings as environment variables: {Splunk: {Hec: {Format: [rba]}}} becomes Splunk__Hec__Format__0. Takes name, value, and the dict into
which they go. What is null is left out, so that a value of another file can be taken back.
*/}}
{{- define "trailwatch.flatten" -}}
{{- if kindIs "map" .value }}
{{- range $key, $value := .value }}
{{- include "trailwatch.flatten" (dict "name" (empty $.name | ternary $key (printf "%s__%s" $.name $key)) "value" $value "into" $.into) }}
{{- end }}
{{- else if kindIs "slice" .value }}
{{- range $index, $value := .value }}
{{- include "trailwatch.flatten" (dict "name" (printf "%s__%d" $.name $index) "value" $value "into" $.into) }}
{{- end }}
{{- else if not (kindIs "invalid" .value) }}
{{- $_ := set .into .name (include "trailwatch.scalar" .value) }}
{{- end }}
{{- end }}

{{/* Helm reads every number as a float and would write a million as 1e+06. */}}
{{- define "trailwatch.scalar" -}}
{{- if not (kindIs "float64" .) }}
{{- toString . }}
{{- else if eq . (floor .) }}
{{- printf "%.0f" . }}
{{- else }}
{{- printf "%v" . }}
{{- end }}
{{- end }}

{{/* All that is no secret, as YAML. */}}
{{- define "trailwatch.settings" -}}
{{- $settings := dict }}
{{- include "trailwatch.flatten" (dict "name" "" "value" .Values.config "into" $settings) }}
{{- $_ := set $settings "ASPNETCORE_HTTP_PORTS" "8080" }}
{{- $_ := set $settings "Store__Mode" .Values.store.mode }}
{{- $_ := set $settings "Store__Path" "/data/store" }}
{{- if .Values.receiver.enabled }}
{{- $_ := set $settings "Splunk__Receiver__Port" (include "trailwatch.scalar" .Values.receiver.port) }}
{{- if .Values.receiver.tls.existingSecret }}
{{- $_ := set $settings "Splunk__Receiver__Https" "true" }}
{{- $_ := set $settings "Kestrel__Certificates__Default__Path" "/etc/trailwatch/tls/tls.crt" }}
{{- $_ := set $settings "Kestrel__Certificates__Default__KeyPath" "/etc/trailwatch/tls/tls.key" }}
{{- end }}
{{- end }}
{{- toYaml $settings }}
{{- end }}

{{/* Redis's address may hold a password, so it comes by the container's own environment, and Kubernetes puts the password into it. */}}
{{- define "trailwatch.redisEnv" -}}
{{- $redis := .Values.store.redis }}
{{- if $redis.existingSecret.name }}
- name: Store__ConnectionString
  valueFrom:
    secretKeyRef: {{ toYaml $redis.existingSecret | nindent 6 }}
{{- else }}
{{- $password := $redis.passwordSecret }}
{{- $address := $redis.connectionString }}
{{- if .Values.redis.enabled }}
{{- $address = printf "%s-redis:6379" .Release.Name }}
{{- $password = dict "name" (printf "%s-redis" .Release.Name) "key" "redis-password" }}
{{- end }}
{{- if $password.name }}
- name: REDIS_PASSWORD
  valueFrom:
    secretKeyRef: {{ toYaml $password | nindent 6 }}
- name: Store__ConnectionString
  value: {{ printf "%s,password=$(REDIS_PASSWORD)" $address | quote }}
{{- else }}
- name: Store__ConnectionString
  value: {{ $address | quote }}
{{- end }}
{{- end }}
{{- end }}
