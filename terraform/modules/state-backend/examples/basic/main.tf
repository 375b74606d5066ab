module "states" {
  source = "../.."

  name = "acme-terraform-states"
}
