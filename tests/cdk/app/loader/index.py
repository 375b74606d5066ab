import json
import os

import boto3

REVISION = "one"


def handler(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    for record in event.get("Records", []):
        key = record["s3"]["object"]["key"] if "s3" in record else record["body"]
        table.put_item(Item={"id": key, "word": os.environ["WORD"]})
    return {"statusCode": 200, "body": json.dumps({"revision": REVISION, "path": event.get("rawPath")})}
