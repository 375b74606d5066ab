module "orders" {
  source = "../.."

  name = "orders"

  definition = jsonencode({
    StartAt = "Done"
    States  = { Done = { Type = "Succeed" } }
  })
}
