const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");

exports.handler = async (event) => {
  const keys = (event.Records ?? []).map((record) => record.s3?.object.key ?? record.body);
  for (const key of keys) {
    const Item = { id: { S: key }, word: { S: process.env.WORD } };
    await new DynamoDBClient({}).send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  }
  return { statusCode: 200, body: JSON.stringify({ revision: "one", path: event.rawPath }) };
};
