module "uploads" {
  source = "../.."

  name          = "uploads"
  function_name = "people-upload"
  definition    = file("openapi.json")
}
