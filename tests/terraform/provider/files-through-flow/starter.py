import json
import os

import boto3


def handler(event, context):
    for record in event["Records"]:
        boto3.client("stepfunctions").start_execution(
            stateMachineArn=os.environ["MACHINE"],
            input=json.dumps({"key": record["s3"]["object"]["key"]}),
        )
