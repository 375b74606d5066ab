import csv
import io
import os

import boto3
import pg8000.native

s3 = boto3.client("s3")


def connect():
    return pg8000.native.Connection(
        os.environ["DB_USER"],
        host=os.environ["DB_HOST"],
        port=int(os.environ["DB_PORT"]),
        database=os.environ["DB_NAME"],
        password=os.environ["DB_PASSWORD"],
    )


def handler(event, context):
    body = s3.get_object(Bucket=event["bucket"], Key=event["key"])["Body"].read().decode("utf-8")
    db = connect()
    try:
        db.run("CREATE TABLE IF NOT EXISTS people (id integer PRIMARY KEY, name text NOT NULL)")
        for row in csv.DictReader(io.StringIO(body)):
            db.run(
                "INSERT INTO people VALUES (:id, :name) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name",
                id=int(row["id"]),
                name=row["name"],
            )
        return {"people": [name for [name] in db.run("SELECT name FROM people ORDER BY id")]}
    finally:
        db.close()
