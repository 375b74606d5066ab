module "people" {
  source = "../.."

  name               = "people"
  database           = "people"
  subnet_ids         = ["subnet-1", "subnet-2"]
  security_group_ids = ["sg-1"]
}
