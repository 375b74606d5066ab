module "inventory" {
  source = "../.."

  name = "inventory"

  senders = [
    { sid = "TakeWhatTheTopicTells", service = "sns.amazonaws.com", source = "arn:aws:sns:eu-west-1:123456789012:orders-files" },
  ]
}
