data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::matrix", "arn:aws:s3:::matrix/*"]

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["a/*", "b/*"]
    }
  }

  statement {
    effect        = "Deny"
    not_actions   = ["s3:*"]
    not_resources = ["arn:aws:s3:::other"]
  }
}

resource "aws_iam_policy" "read" {
  name        = "matrix-read"
  path        = "/matrix/"
  description = "Reads"
  policy      = data.aws_iam_policy_document.read.json
  tags        = { team = "data" }
}

resource "aws_iam_policy" "prefixed" {
  name_prefix = "matrix-"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }]
  })
}

resource "aws_iam_role" "full" {
  name                 = "matrix-full"
  path                 = "/matrix/"
  description          = "Everything set"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 7200
  permissions_boundary = aws_iam_policy.read.arn
  tags                 = { team = "data", "with space" = "a=b" }
}

resource "aws_iam_role" "prefixed" {
  name_prefix        = "matrix-"
  assume_role_policy = data.aws_iam_policy_document.trust.json

  force_detach_policies = true
}

resource "aws_iam_role_policy" "named" {
  name   = "inline"
  role   = aws_iam_role.full.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.full.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.prefixed.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_iam_role_policies_exclusive" "prefixed" {
  role_name    = aws_iam_role.prefixed.name
  policy_names = []
}

resource "aws_iam_role_policy_attachments_exclusive" "full" {
  role_name   = aws_iam_role.full.name
  policy_arns = [aws_iam_role_policy_attachment.own.policy_arn]
}

resource "aws_iam_instance_profile" "full" {
  name = "matrix-full"
  role = aws_iam_role.full.name
}

resource "aws_iam_user" "person" {
  name          = "matrix-person"
  path          = "/people/"
  force_destroy = true
  tags          = { team = "data" }
}

resource "aws_iam_access_key" "person" {
  user = aws_iam_user.person.name
}

resource "aws_iam_user_policy" "person" {
  name   = "inline"
  user   = aws_iam_user.person.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_user_policy_attachment" "person" {
  user       = aws_iam_user.person.name
  policy_arn = aws_iam_policy.prefixed.arn
}

resource "aws_iam_group" "people" {
  name = "matrix-people"
  path = "/people/"
}

resource "aws_iam_group_policy" "people" {
  name   = "inline"
  group  = aws_iam_group.people.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_policy_attachment" "people" {
  group      = aws_iam_group.people.name
  policy_arn = aws_iam_policy.prefixed.arn
}

resource "aws_iam_group_membership" "people" {
  name  = "people"
  group = aws_iam_group.people.name
  users = [aws_iam_user.person.name]
}

resource "aws_iam_openid_connect_provider" "github" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 14
  require_lowercase_characters   = true
  require_numbers                = true
  require_uppercase_characters   = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 5
}

resource "aws_iam_account_alias" "matrix" {
  account_alias = "matrix-account"
}

resource "aws_iam_service_linked_role" "autoscaling" {
  aws_service_name = "dynamodb.application-autoscaling.amazonaws.com"
}

data "aws_iam_role" "full" {
  name = aws_iam_role.full.name
}

data "aws_iam_policy" "managed" {
  name = "AWSLambdaBasicExecutionRole"
}
