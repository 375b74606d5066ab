resource "aws_ecr_repository" "images" {
  name                 = "matrix/images"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true

  image_scanning_configuration {
    scan_on_push = true
  }

  tags = { team = "data" }
}

resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Keep ten"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecr_repository_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

resource "aws_cloudformation_stack" "queue" {
  name         = "matrix"
  parameters   = { Seconds = "30" }
  capabilities = ["CAPABILITY_IAM"]

  template_body = jsonencode({
    Parameters = { Seconds = { Type = "Number" } }
    Resources = {
      Queue = { Type = "AWS::SQS::Queue", Properties = { VisibilityTimeout = { Ref = "Seconds" } } }
    }
    Outputs = { Url = { Value = { Ref = "Queue" } } }
  })

  tags = { team = "data" }
}

resource "aws_xray_group" "slow" {
  group_name        = "matrix-slow"
  filter_expression = "responsetime > 5"

  insights_configuration {
    insights_enabled      = false
    notifications_enabled = false
  }
}

resource "aws_xray_sampling_rule" "all" {
  rule_name      = "matrix"
  priority       = 9000
  version        = 1
  reservoir_size = 1
  fixed_rate     = 0.05
  url_path       = "*"
  host           = "*"
  http_method    = "*"
  service_type   = "*"
  service_name   = "*"
  resource_arn   = "*"
}

data "archive_file" "thing" {
  type        = "zip"
  output_path = "${path.module}/thing.zip"

  source {
    filename = "schema.json"
    content = jsonencode({
      typeName             = "Acme::Things::Thing"
      description          = "A thing of ours"
      properties           = { Name = { type = "string" } }
      additionalProperties = false
      primaryIdentifier    = ["/properties/Name"]
      handlers             = { create = { permissions = [] }, read = { permissions = [] }, delete = { permissions = [] } }
    })
  }
}

resource "aws_s3_bucket" "things" {
  bucket = "things-of-the-matrix"
}

resource "aws_s3_object" "thing" {
  bucket = aws_s3_bucket.things.id
  key    = "thing.zip"
  source = data.archive_file.thing.output_path
}

resource "aws_cloudformation_type" "thing" {
  type                   = "RESOURCE"
  type_name              = "Acme::Things::Thing"
  schema_handler_package = "s3://${aws_s3_object.thing.bucket}/${aws_s3_object.thing.key}"
}
