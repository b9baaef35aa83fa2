// Reads the YAML that `helm template` writes, holds each object against the schema of its kind, and writes one line for each fault.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import * as apps from "kubernetes-models/apps/v1";
import * as autoscaling from "kubernetes-models/autoscaling/v2";
import * as networking from "kubernetes-models/networking.k8s.io/v1";
import * as policy from "kubernetes-models/policy/v1";
import * as core from "kubernetes-models/v1";
import * as monitoring from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";

const groups = {
  "v1": core,
  "apps/v1": apps,
  "autoscaling/v2": autoscaling,
  "networking.k8s.io/v1": networking,
  "policy/v1": policy,
  "monitoring.coreos.com/v1": monitoring,
};

let objects = 0;
for (const document of parseAllDocuments(readFileSync(0, "utf8"))) {
  const object = document.toJS();
  if (object === null) {
    continue;
  }

  objects++;
  const place = `${object.kind}/${object.metadata?.name}`;
  document.errors.forEach(error => console.log(`${place}: ${error.message}`));
  const Kind = groups[object.apiVersion]?.[object.kind];
  if (!Kind) {
    console.log(`${place}: no schema is known for ${object.apiVersion} ${object.kind}`);
    continue;
  }

  try {
    new Kind(object).validate();
  } catch (error) {
    console.log(`${place}: ${error.message}`);
  }
}

console.error(`${objects} objects`);
