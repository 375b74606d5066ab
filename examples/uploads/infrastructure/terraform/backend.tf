terraform {
  # terraform init -backend-config="bucket=MY-STATES" -backend-config="key=ENVIRONMENT/terraform.tfstate"
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}
