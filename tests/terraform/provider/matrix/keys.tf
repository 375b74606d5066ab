data "aws_caller_identity" "current" {}

resource "aws_kms_key" "full" {
  description             = "Everything set"
  deletion_window_in_days = 7
  enable_key_rotation     = true
  rotation_period_in_days = 180
  multi_region            = false
  tags                    = { team = "data" }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Root"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_key" "off" {
  is_enabled              = false
  deletion_window_in_days = 7
}

resource "aws_kms_key" "signing" {
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = 7
}

resource "aws_kms_key" "mac" {
  key_usage                = "GENERATE_VERIFY_MAC"
  customer_master_key_spec = "HMAC_256"
  deletion_window_in_days  = 7
}

resource "aws_kms_alias" "full" {
  name          = "alias/matrix-full"
  target_key_id = aws_kms_key.full.key_id
}

resource "aws_kms_grant" "full" {
  name              = "matrix"
  key_id            = aws_kms_key.full.key_id
  grantee_principal = aws_iam_role.reader.arn
  operations        = ["Decrypt", "GenerateDataKey"]

  constraints {
    encryption_context_equals = { kind = "order" }
  }
}

resource "aws_kms_key_policy" "mac" {
  key_id = aws_kms_key.mac.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_iam_role" "reader" {
  name = "matrix-reader"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

data "aws_kms_alias" "s3" {
  name = "alias/aws/s3"
}

resource "aws_secretsmanager_secret" "full" {
  name                    = "matrix/full"
  description             = "Everything set"
  kms_key_id              = aws_kms_key.full.arn
  recovery_window_in_days = 0
  tags                    = { team = "data" }
}

resource "aws_secretsmanager_secret_version" "full" {
  secret_id     = aws_secretsmanager_secret.full.id
  secret_string = jsonencode({ user = "me", password = "secret" })
}

resource "aws_secretsmanager_secret_policy" "full" {
  secret_arn = aws_secretsmanager_secret.full.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.reader.arn }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret" "binary" {
  name_prefix             = "matrix-binary-"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "binary" {
  secret_id      = aws_secretsmanager_secret.binary.id
  secret_binary  = base64encode("bytes")
  version_stages = ["AWSCURRENT", "first"]
}

data "archive_file" "rotate" {
  type        = "zip"
  output_path = "${path.module}/rotate.zip"

  source {
    content  = "def handler(event, context):\n    return None\n"
    filename = "index.py"
  }
}

resource "aws_lambda_function" "rotate" {
  function_name    = "matrix-rotate"
  role             = aws_iam_role.reader.arn
  runtime          = "python3.12"
  handler          = "index.handler"
  filename         = data.archive_file.rotate.output_path
  source_code_hash = data.archive_file.rotate.output_base64sha256
}

resource "aws_lambda_permission" "rotate" {
  statement_id  = "secrets"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.rotate.function_name
  principal     = "secretsmanager.amazonaws.com"
}

resource "aws_secretsmanager_secret_rotation" "full" {
  secret_id           = aws_secretsmanager_secret.full.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn
  rotate_immediately  = false
  depends_on          = [aws_lambda_permission.rotate, aws_secretsmanager_secret_version.full]

  rotation_rules {
    automatically_after_days = 30
  }
}

data "aws_secretsmanager_random_password" "made" {
  password_length = 20
}

data "aws_secretsmanager_secret_version" "full" {
  secret_id  = aws_secretsmanager_secret.full.id
  depends_on = [aws_secretsmanager_secret_version.full]
}

resource "aws_ssm_parameter" "text" {
  name            = "/matrix/text"
  type            = "String"
  value           = "hello"
  description     = "A text"
  allowed_pattern = "^[a-z]+$"
  tier            = "Standard"
  tags            = { team = "data" }
}

resource "aws_ssm_parameter" "list" {
  name           = "matrix-list"
  type           = "StringList"
  insecure_value = "a,b,c"
}

resource "aws_ssm_parameter" "secret" {
  name   = "/matrix/secret"
  type   = "SecureString"
  value  = "hidden"
  key_id = aws_kms_key.full.key_id
}

resource "aws_ssm_parameter" "advanced" {
  name  = "/matrix/advanced"
  type  = "String"
  value = "{}"
  tier  = "Advanced"
}

data "aws_ssm_parameter" "text" {
  name = aws_ssm_parameter.text.name
}

data "aws_ssm_parameters_by_path" "all" {
  path       = "/matrix"
  depends_on = [aws_ssm_parameter.text, aws_ssm_parameter.secret]
}
