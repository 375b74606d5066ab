module "errors" {
  source = "../.."

  name        = "orders-errors"
  description = "The function that reads files failed"
  topic_arn   = "arn:aws:sns:eu-west-1:123456789012:alarms"

  metric = {
    namespace  = "AWS/Lambda"
    name       = "Errors"
    dimensions = { FunctionName = "orders-file" }
  }
}
