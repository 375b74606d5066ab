module "people" {
  source = "../.."

  name       = "people"
  interfaces = ["secretsmanager"]
}
