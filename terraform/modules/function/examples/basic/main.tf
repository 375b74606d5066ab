module "reader" {
  source = "../.."

  name      = "orders-reader"
  code_path = "function.zip"
  handler   = "index.file"

  environment = {
    TABLE = "orders"
  }

  statements = [
    { sid = "WriteRows", action = "dynamodb:PutItem", resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders" },
  ]
}
