module "hash_key" {
  source = "../.."

  name        = "orders-hash-key"
  description = "The key of every hash"
}
