"""The eight detections as a user would write them in an afternoon: json, redis-py, one pipeline to ask and one to remember for each batch.

    python3 baseline.py BODIES PORT [DIRECTORY]

BODIES has a {"Records": [...]} in each line, DIRECTORY the approved names, one a line. Prints one line of JSON. It is not TrailWatch: it cannot take
events out of order, its state is not safe under two processes, and a crash between the two pipelines counts a batch half. It is quick because it skips that.
"""
import json
import math
import resource
import sys
import time
from collections import defaultdict

import redis

DAY = 86400
WEIGHT = 720
SECURITY_GROUP = {
    "AuthorizeSecurityGroupIngress", "CreateSecurityGroup", "DeleteSecurityGroup", "DescribeClusterSecurityGroups", "DescribeDBSecurityGroups",
    "DescribeSecurityGroupReferences", "DescribeSecurityGroups", "DescribeStaleSecurityGroups", "RevokeSecurityGroupIngress",
    "UpdateSecurityGroupRuleDescriptionsIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules",
    "UpdateSecurityGroupRuleDescriptionsEgress", "DescribeSecurityGroupRules",
}


def seconds_of(text):
    return int(time.mktime(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))) - time.timezone


def actor_of(identity):
    if identity["type"] == "AssumedRole":
        issuer = identity["sessionContext"]["sessionIssuer"]
        return issuer["arn"], issuer["userName"]
    return identity["arn"], identity.get("userName") or identity["arn"].rsplit("/", 1)[-1]


class Activity:
    """What one actor did in one batch."""

    def __init__(self, name):
        self.name = name
        self.first = self.last = None
        self.ids = {"api": defaultdict(list), "group": defaultdict(list)}
        self.reads = defaultdict(set)
        self.calls = {}
        self.no_mfa = []
        self.succeeded = []


def group(records):
    actors = {}
    for record in records:
        identity = record["userIdentity"]
        key, name = actor_of(identity)
        activity = actors.get(key)
        if activity is None:
            activity = actors[key] = Activity(name)
        at = seconds_of(record["eventTime"])
        hour = at // 3600
        event_id, call = record["eventID"], record["eventName"]
        activity.first = at if activity.first is None else activity.first
        activity.last = at
        if record["eventType"] == "AwsApiCall":
            activity.ids["api"][hour].append(event_id)
            if call in SECURITY_GROUP:
                activity.ids["group"][hour].append(event_id)
        if call.startswith(("Describe", "List", "Get")):
            activity.reads[at // 600].add(call)
        if "errorCode" not in record:
            activity.succeeded.append(event_id)
            if identity["type"] == "AssumedRole":
                activity.calls.setdefault(record["eventSource"] + ":" + call, (at, event_id))
        if str(identity.get("sessionContext", {}).get("attributes", {}).get("mfaAuthenticated", "true")).lower() == "false":
            activity.no_mfa.append(event_id)
    return actors


def fold(base, count):
    points, mean, deviation = base
    points += 1
    weight = min(points, WEIGHT)
    after = mean + (count - mean) / weight
    return points, after, math.sqrt((deviation * deviation * (weight - 1) + (count - after) * (count - mean)) / weight)


class Detector:
    def __init__(self, port):
        self.redis = redis.Redis(port=port)
        self.findings = 0

    def run(self, records):
        actors = group(records)
        ask = self.redis.pipeline(transaction=False)
        for key, activity in actors.items():
            ask.hgetall("state:" + key)
            ask.sismember("approved", activity.name)
            ask.sismember("disabled", activity.name)
            for label, hours in activity.ids.items():
                for hour, ids in hours.items():
                    ask.sadd(f"ids:{label}:{key}:{hour}", *ids)
                    ask.expire(f"ids:{label}:{key}:{hour}", DAY)
                    ask.scard(f"ids:{label}:{key}:{hour}")
            for bucket, names in activity.reads.items():
                ask.sadd(f"reads:{key}:{bucket}", *names)
                ask.expire(f"reads:{key}:{bucket}", 2 * 3600)
                ask.sunion([f"reads:{key}:{bucket - i}" for i in range(6)])
            for call, (at, _) in activity.calls.items():
                ask.hsetnx("calls:" + key, call, at)
        self.judge(actors, iter(ask.execute()))

    def judge(self, actors, answers):
        remember = self.redis.pipeline(transaction=False)
        for key, activity in actors.items():
            state = next(answers)
            approved, disabled = next(answers), next(answers)
            changed = {b"last": activity.last}
            if activity.no_mfa and not approved:
                self.find(remember, "mfa", key, activity.first // 3600, activity.no_mfa)
            if activity.succeeded and not approved:
                self.find(remember, "unapproved", key, activity.first // 3600, activity.succeeded)
            if disabled:
                self.find(remember, "disabled", key, activity.first // 3600, activity.succeeded)
            if activity.first - int(state.get(b"last", activity.first)) > 90 * DAY:
                self.find(remember, "dormant", key, int(state[b"last"]), [])
            for label, hours in activity.ids.items():
                for hour in hours:
                    next(answers), next(answers)
                    self.tally(remember, label, key, hour, next(answers), state, changed)
            for bucket in activity.reads:
                next(answers), next(answers)
                names = next(answers)
                if len(names) > 50:
                    self.find(remember, "scanning", key, bucket // 6, sorted(names))
            born = int(state.get(b"born", activity.first))
            changed[b"born"] = born
            for call, (at, event_id) in activity.calls.items():
                if next(answers) and at - born > 7 * DAY:
                    self.find(remember, "new-call:" + call, key, at // 3600, [event_id])
            remember.hset("state:" + key, mapping=changed)
            remember.expire("state:" + key, 400 * DAY)
        remember.execute()

    def tally(self, remember, label, key, hour, count, state, changed):
        """Folds the hour before as soon as another one begins, and compares this one with what was learnt."""
        prefix = label.encode()
        base = tuple(float(state.get(prefix + field, 0)) for field in (b"n", b"mean", b"sd"))
        open_hour, open_count = int(changed.get(prefix + b"hour", state.get(prefix + b"hour", hour))), int(changed.get(prefix + b"count", state.get(prefix + b"count", 0)))
        if hour > open_hour:
            base = fold(base, open_count)
            changed.update({prefix + b"n": base[0], prefix + b"mean": base[1], prefix + b"sd": base[2]})
        changed.update({prefix + b"hour": hour, prefix + b"count": count})
        if base[0] >= 15 and count > base[1] + max(3 * base[2], 20 if label == "api" else 5):
            self.find(remember, "spike:" + label, key, hour, [])

    def find(self, remember, detection, key, window, evidence):
        self.findings += 1
        remember.hset(f"finding:{detection}:{key}:{window}", mapping={"detection": detection, "actor": key, "evidence": json.dumps(evidence[:20])})
        remember.expire(f"finding:{detection}:{key}:{window}", 90 * DAY)


def main(bodies, port, directory=None):
    detector = Detector(int(port))
    if directory:
        with open(directory, encoding="utf-8") as names:
            detector.redis.sadd("approved", *names.read().split())
    with open(bodies, "rb") as file:
        lines = file.readlines()
    events = 0
    used = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    for line in lines:
        records = json.loads(line)["Records"]
        events += len(records)
        detector.run(records)
    elapsed = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    print(json.dumps({"events": events, "seconds": elapsed, "cpu": cpu, "findings": detector.findings, "python": sys.version.split()[0], "redis": redis.__version__}))


if __name__ == "__main__":
    main(*sys.argv[1:])
