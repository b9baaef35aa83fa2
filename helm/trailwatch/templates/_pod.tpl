{{/* How long a stop takes at most: leaving the load balancers, telling the senders, ending open requests (30 s), closing the store. */}}
{{- define "trailwatch.stopSeconds" -}}
{{- add (int .Values.preStopSeconds) (int (dig "Splunk" "Receiver" "StopSeconds" 0 .Values.config)) 35 }}
{{- end }}

{{- define "trailwatch.podMetadata" -}}
labels:
  {{- include "trailwatch.labels" . | nindent 2 }}
  {{- with .Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  # A change of settings makes new pods.
  checksum/settings: {{ include "trailwatch.settings" . | sha256sum }}
  {{- with .Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{- define "trailwatch.podSpec" -}}
serviceAccountName: {{ include "trailwatch.serviceAccountName" . }}
automountServiceAccountToken: false
# The variables that Kubernetes makes of other services could be taken for settings.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ default (include "trailwatch.stopSeconds" . | int) .Values.terminationGracePeriodSeconds | int }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
securityContext: {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- if and .Values.topologySpread.enabled (eq .Values.store.mode "Redis") }}
topologySpreadConstraints:
  {{- range .Values.topologySpread.topologyKeys }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: {{ $.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels: {{- include "trailwatch.selectorLabels" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: trailwatch
    image: {{ include "trailwatch.image" . }}
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    securityContext: {{- toYaml .Values.securityContext | nindent 6 }}
    ports:
      - {name: http, containerPort: 8080, protocol: TCP}
      {{- if .Values.receiver.enabled }}
      - {name: hec, containerPort: {{ int .Values.receiver.port }}, protocol: TCP}
      {{- end }}
    envFrom:
      - configMapRef: {name: {{ include "trailwatch.fullname" . }}}
      {{- with .Values.existingSecret.env }}
      - secretRef: {name: {{ . }}}
      {{- end }}
    {{- if or .Values.extraEnv (eq .Values.store.mode "Redis") }}
    env:
      {{- if eq .Values.store.mode "Redis" }}
      {{- include "trailwatch.redisEnv" . | nindent 6 }}
      {{- end }}
      {{- with .Values.extraEnv }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- end }}
    startupProbe:
      httpGet: {path: /livez, port: http}
      {{- toYaml .Values.probes.startup | nindent 6 }}
    livenessProbe:
      httpGet: {path: /livez, port: http}
      {{- toYaml .Values.probes.liveness | nindent 6 }}
    readinessProbe:
      httpGet: {path: /readyz, port: http}
      {{- toYaml .Values.probes.readiness | nindent 6 }}
    {{- if gt (int .Values.preStopSeconds) 0 }}
    lifecycle:
      preStop:
        sleep: {seconds: {{ int .Values.preStopSeconds }}}
    {{- end }}
    {{- with .Values.resources }}
    resources: {{- toYaml . | nindent 6 }}
    {{- end }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      {{- if eq .Values.store.mode "Embedded" }}
      - {name: data, mountPath: /data}
      {{- end }}
      {{- if .Values.existingSecret.files }}
      - {name: secrets, mountPath: /etc/trailwatch/secrets, readOnly: true}
      {{- end }}
      {{- if .Values.receiver.tls.existingSecret }}
      - {name: tls, mountPath: /etc/trailwatch/tls, readOnly: true}
      {{- end }}
      {{- with .Values.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  # The embedded store's socket; nothing else is written there.
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
  {{- if and (eq .Values.store.mode "Embedded") (not .Values.store.persistence.enabled) }}
  - name: data
    emptyDir: {}
  {{- else if and (eq .Values.store.mode "Embedded") .Values.store.persistence.existingClaim }}
  - name: data
    persistentVolumeClaim: {claimName: {{ .Values.store.persistence.existingClaim }}}
  {{- end }}
  {{- with .Values.existingSecret.files }}
  - name: secrets
    secret: {secretName: {{ . }}, defaultMode: 0440}
  {{- end }}
  {{- with .Values.receiver.tls.existingSecret }}
  - name: tls
    secret: {secretName: {{ . }}, defaultMode: 0440}
  {{- end }}
  {{- with .Values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
