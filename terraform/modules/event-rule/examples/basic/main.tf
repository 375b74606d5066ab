module "nightly" {
  source = "../.."

  name         = "nightly"
  schedule     = "cron(0 3 * * ? *)"
  failures_arn = "arn:aws:sqs:eu-west-1:123456789012:failed-events"

  function = {
    arn  = "arn:aws:lambda:eu-west-1:123456789012:function:nightly"
    name = "nightly"
  }
}
