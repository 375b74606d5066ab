"""Calls every operation that botocore knows with random input, and prints what differed as one JSON object per line.

botocore shares nothing with this project: neither its models' names, nor how it writes requests and reads answers.
"""

import datetime
import http.client
import json
import random
import socket
import sys
import warnings

import boto3
from botocore.config import Config

warnings.filterwarnings("ignore")

CHARACTERS = list("aB7é&<>\"'x/+%=雪😀-_z;:")
SKIPPED_OF_S3 = ("Checksum", "SSECustomer", "CopySourceSSECustomer")
SKIPPED_NAMES_OF_S3 = {"ContentMD5", "ContentLength", "Expires", "ContentRange", "ContentEncoding"}
SKIPPED = {"PreSignedUrl", "SourceRegion", "DestinationRegion"}
CHOICE = random.Random()


def text():
    return "s" + "".join(CHOICE.choice(CHARACTERS) for _ in range(CHOICE.randrange(6))) + "e"


def value(shape, location, depth, greedy=False):
    kind = shape.type_name
    in_head = location in ("header", "headers")
    if kind == "string":
        if in_head:
            return '{"a":1}' if shape.serialization.get("jsonvalue") else f"h{CHOICE.randrange(999)}"
        return ("k/" if greedy else "") + text()
    if kind in ("integer", "long"):
        return CHOICE.choice([0, 1, -5, 42])
    if kind in ("float", "double"):
        return CHOICE.choice([0.5, 1.25, -3.5])
    if kind == "boolean":
        return CHOICE.random() < 0.5
    if kind == "timestamp":
        return datetime.datetime.fromtimestamp(1_600_000_000 + CHOICE.randrange(10**8), datetime.timezone.utc)
    if kind == "blob":
        return bytes([0, 255, CHOICE.randrange(256), 10])
    if kind == "list":
        return [value(shape.member, location, depth + 1) for _ in range(1 + CHOICE.randrange(3))]
    if kind == "map":
        keys = [f"k{at}" + ("" if in_head else text()) for at in range(1 + CHOICE.randrange(2))]
        return {key: value(shape.value, location, depth + 1) for key in keys}
    return structure(shape, depth + 1)


def is_skipped(service, name, is_top):
    if name in SKIPPED:
        return True
    return service == "s3" and is_top and (name.startswith(SKIPPED_OF_S3) or name in SKIPPED_NAMES_OF_S3)


def structure(shape, depth, service="", uri=None):
    if getattr(shape, "is_document_type", False):
        return {"a": [1, "x"]}
    if getattr(shape, "is_tagged_union", False):
        flat = [name for name, member in shape.members.items() if depth < 6 or member.type_name not in ("structure", "list", "map")]
        if not flat:
            return {}
        name = CHOICE.choice(flat)
        return {name: value(shape.members[name], "body", depth)}
    is_top = uri is not None
    result = {}
    for name, member in shape.members.items():
        location = member.serialization.get("location", "body")
        is_required = name in shape.required_members
        if member.serialization.get("eventstream") or is_skipped(service, name, is_top):
            continue
        if location == "querystring" and member.type_name == "map":
            continue
        if depth > 9 or (depth > 5 and not is_required) or (not is_top and not is_required and CHOICE.random() < 0.4):
            continue
        wire_name = member.serialization.get("name", name)
        result[name] = fixed(service, name, is_top) or value(member, location, depth, f"{{{wire_name}+}}" in (uri or ""))
    return result


def fixed(service, name, is_top):
    if service == "s3" and is_top:
        return {"Bucket": "bucket", "CopySource": "bucket/key"}.get(name)
    if service == "s3control" and name == "AccountId":
        return "000000000000"
    if name == "QueueUrl":
        return "http://127.0.0.1/0/queue"
    return None


def normal(given):
    """The form that normal-form.ts makes of values, see there."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, datetime.datetime):
        return f"date {round(given.timestamp() * 1000)}"
    if isinstance(given, (bytes, bytearray)):
        return f"bytes {bytes(given).hex()}"
    if hasattr(given, "read"):
        return f"bytes {given.read().hex()}"
    if isinstance(given, (list, tuple)):
        return [item for item in map(normal, given) if item is not None] or None
    if isinstance(given, dict):
        fields = {key: normal(item) for key, item in given.items() if key != "ResponseMetadata"}
        return {key: item for key, item in fields.items() if item is not None} or None
    if isinstance(given, float) and given == int(given):
        return int(given)
    return given


def pruned(given, shape):
    """What of the cloud's answer this version of botocore knows."""
    if shape is None or given is None:
        return None if shape is None else given
    kind = shape.type_name
    if kind == "structure" and isinstance(given, dict) and not getattr(shape, "is_document_type", False):
        fields = {key: pruned(item, shape.members[key]) for key, item in given.items() if key in shape.members}
        return {key: item for key, item in fields.items() if item is not None} or None
    if kind == "list" and isinstance(given, list):
        return [item for item in (pruned(item, shape.member) for item in given) if item is not None] or None
    if kind == "map" and isinstance(given, dict):
        return {key: pruned(item, shape.value) for key, item in given.items()} or None
    return given


def difference(expected, actual, path=""):
    if expected == actual:
        return None
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in {**expected, **actual}:
            found = difference(expected.get(key), actual.get(key), f"{path}.{key}")
            if found:
                return found
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for at, (left, right) in enumerate(zip(expected, actual)):
            found = difference(left, right, f"{path}.{at}")
            if found:
                return found
    return f"{path}: expected {str(expected)[:100]}, got {str(actual)[:100]}"


class Cloud:
    def __init__(self, endpoint):
        self.connection = http.client.HTTPConnection(endpoint.removeprefix("http://"))

    def last(self):
        self.connection.request("GET", "/_fuzz/last")
        return json.loads(self.connection.getresponse().read())


def call(client, cloud, service, operation):
    model = client.meta.service_model.operation_model(operation)
    given = structure(model.input_shape, 0, service, model.http.get("requestUri", "")) if model.input_shape else {}
    if service == "s3" and "Body" in given:
        given["Body"] = b"xyz"
    expected = normal(given)
    try:
        answer = client._make_api_call(operation, dict(given))
    except Exception as error:  # The difference is reported, whatever it is.
        return f"{type(error).__name__}: {str(error)[:200]} | {cloud.last().get('error')}"
    last = cloud.last()
    if (last.get("service"), last.get("operation")) != (service, operation):
        return f"reached {last.get('service')}.{last.get('operation')}"
    arrived = last.get("input")
    if service == "s3" and arrived:
        own = ("ChecksumAlgorithm", "ContentLength", "ContentMD5")
        arrived = {key: item for key, item in arrived.items() if key not in own or key in (expected or {})} or None
    found = difference(expected, arrived)
    if found:
        return f"input {found}"
    streams = [key for key, item in answer.items() if type(item).__name__ == "EventStream"]
    received = normal({key: item for key, item in answer.items() if key not in streams})
    found = difference(pruned(last.get("output"), model.output_shape), received)
    return f"output {found}" if found else None


def main(endpoint, seed, names):
    CHOICE.seed(int(seed))
    cloud = Cloud(endpoint)
    # S3 Control's client always puts the account before the host, which an address has no room for.
    resolve = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more)
    for service, botocore_name in (name.split("=") for name in names):
        client = boto3.client(
            botocore_name,
            endpoint_url=endpoint.replace("127.0.0.1", "localhost") if service == "s3control" else endpoint,
            region_name="us-east-1",
            aws_access_key_id="AKIAFUZZ",
            aws_secret_access_key="secret",
            config=Config(
                parameter_validation=False,
                retries={"total_max_attempts": 1},
                inject_host_prefix=False,
                s3={"addressing_style": "path"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        for operation in client.meta.method_to_api_mapping.values():
            failure = call(client, cloud, service, operation)
            outcome = {"service": service, "operation": operation}
            print(json.dumps({**outcome, "failure": failure} if failure else outcome), flush=True)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
