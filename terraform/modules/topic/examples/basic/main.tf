module "files" {
  source = "../.."

  name   = "orders-files"
  emails = ["data@example.com"]
}
