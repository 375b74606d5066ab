module "orders" {
  source = "../.."

  name = "orders"
  body = jsonencode({ widgets = [] })
}
