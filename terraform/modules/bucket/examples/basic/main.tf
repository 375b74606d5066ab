module "incoming" {
  source = "../.."

  name = "acme-partner-files"

  expiries = {
    rejects = { prefix = "rejects/", days = 90 }
  }
}
