resource "aws_dynamodb_table" "demand" {
  name                        = "matrix-demand"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  table_class                 = "STANDARD_INFREQUENT_ACCESS"
  deletion_protection_enabled = false

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "N"
  }

  attribute {
    name = "owner"
    type = "S"
  }

  attribute {
    name = "size"
    type = "N"
  }

  global_secondary_index {
    name               = "by-owner"
    hash_key           = "owner"
    range_key          = "size"
    projection_type    = "INCLUDE"
    non_key_attributes = ["note", "colour"]
  }

  global_secondary_index {
    name            = "by-size"
    hash_key        = "size"
    projection_type = "KEYS_ONLY"
  }

  local_secondary_index {
    name            = "local-size"
    range_key       = "size"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 7
  }

  server_side_encryption {
    enabled = true
  }

  on_demand_throughput {
    max_read_request_units  = 100
    max_write_request_units = 50
  }

  tags = { team = "data" }
}

resource "aws_dynamodb_table" "provisioned" {
  name           = "matrix-provisioned"
  billing_mode   = "PROVISIONED"
  read_capacity  = 5
  write_capacity = 4
  hash_key       = "id"

  attribute {
    name = "id"
    type = "B"
  }
}

resource "aws_dynamodb_table" "keyed" {
  name         = "matrix-keyed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.table.arn
  }
}

resource "aws_kms_key" "table" {
  deletion_window_in_days = 7
}

resource "aws_dynamodb_table_item" "first" {
  table_name = aws_dynamodb_table.keyed.name
  hash_key   = aws_dynamodb_table.keyed.hash_key

  item = jsonencode({
    id    = { S = "one" }
    count = { N = "42" }
    flags = { SS = ["a", "b"] }
    deep  = { M = { list = { L = [{ BOOL = true }, { NULL = true }] } } }
  })
}

resource "aws_dynamodb_resource_policy" "keyed" {
  resource_arn = aws_dynamodb_table.keyed.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.current.account_id }
      Action    = "dynamodb:GetItem"
      Resource  = aws_dynamodb_table.keyed.arn
    }]
  })
}

resource "aws_dynamodb_contributor_insights" "keyed" {
  table_name = aws_dynamodb_table.keyed.name
}

resource "aws_appautoscaling_target" "reads" {
  service_namespace  = "dynamodb"
  resource_id        = "table/${aws_dynamodb_table.provisioned.name}"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  min_capacity       = 5
  max_capacity       = 40
}

resource "aws_appautoscaling_policy" "reads" {
  name               = "reads"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.reads.service_namespace
  resource_id        = aws_appautoscaling_target.reads.resource_id
  scalable_dimension = aws_appautoscaling_target.reads.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 70
    scale_in_cooldown  = 60
    scale_out_cooldown = 30

    predefined_metric_specification {
      predefined_metric_type = "DynamoDBReadCapacityUtilization"
    }
  }
}

resource "aws_appautoscaling_scheduled_action" "night" {
  name               = "night"
  service_namespace  = aws_appautoscaling_target.reads.service_namespace
  resource_id        = aws_appautoscaling_target.reads.resource_id
  scalable_dimension = aws_appautoscaling_target.reads.scalable_dimension
  schedule           = "cron(0 22 * * ? *)"
  timezone           = "Europe/Berlin"
  start_time         = "2030-01-01T00:00:00Z"

  scalable_target_action {
    min_capacity = 5
    max_capacity = 8
  }
}

data "aws_caller_identity" "current" {}

data "aws_dynamodb_table" "demand" {
  name = aws_dynamodb_table.demand.name
}
