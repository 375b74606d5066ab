"""Prints what botocore's models know and the operation schemas of the JavaScript clients do not, as one JSON document.

For every service: each shape's type, members and constraints, the shapes of each operation, and which operations are
called without a signature.
"""

import json
import sys

import botocore
from botocore.loaders import Loader


def constraint(shape):
    found = {key: shape[key] for key in ("min", "max", "pattern", "enum") if key in shape}
    if "pattern" in found and found["pattern"] in (".*", "^.*$", "[\\s\\S]*"):
        del found["pattern"]
    if "pattern" in found:
        found["pattern"] = observed(found["pattern"])
    return found


def observed(pattern):
    """Where AWS itself is ahead of its models: Lambda knows the European sovereign cloud, and tags on layers."""
    if ":lambda:" not in pattern:
        return pattern
    regions = "[a-z]{2}((-gov)|(-iso([a-z]?)))?"
    pattern = pattern.replace(regions, "(eusc-)?" + regions)
    return pattern.replace("|code-signing-config:", "|layer:([a-zA-Z0-9-_]+)|code-signing-config:")


def described(shape):
    kind = shape["type"]
    result = {"type": kind}
    result.update(constraint(shape))
    if kind == "structure":
        result["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    elif kind == "list":
        result["member"] = shape["member"]["shape"]
    elif kind == "map":
        result["key"] = shape["key"]["shape"]
        result["value"] = shape["value"]["shape"]
    return result


def is_unsigned(operation):
    return operation.get("authtype") == "none" or "smithy.api#noAuth" in (operation.get("auth") or [])


def service(name):
    model = Loader().load_service_model(name, "service-2")
    return {
        "shapes": {shape: described(body) for shape, body in model["shapes"].items()},
        "operations": {
            operation: {
                "input": body.get("input", {}).get("shape"),
                "output": body.get("output", {}).get("shape"),
                "unsigned": is_unsigned(body),
            }
            for operation, body in model["operations"].items()
        },
    }


print(f"botocore {botocore.__version__}", file=sys.stderr)
json.dump({name: service(name) for name in sys.argv[1:]}, sys.stdout)
