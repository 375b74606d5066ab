module "orders" {
  source = "../.."

  name             = "orders"
  expiry_attribute = "expiresAt"

  indexes = {
    byDay = { partition_key = "byDayPK", sort_key = "byDaySK" }
  }
}
