data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  tags = merge(var.tags, { pipeline = var.name })
}

module "bucket" {
  source        = "../../../../terraform/modules/bucket"
  name          = var.bucket_name
  force_destroy = !var.keep_data
  tags          = local.tags
  expiries = {
    rejects = {
      prefix = "rejects/uploads/"
      days   = 90
    }
  }
  notifications = {
    uploads-files = {
      prefix        = "readings/"
      function_arn  = module.file_function.arn
      function_name = module.file_function.name
      sid           = "LetTheBucketStartTheFunction"
    }
  }
}

module "table" {
  source              = "../../../../terraform/modules/table"
  name                = var.name
  partition_key       = "PK"
  sort_key            = "SK"
  expiry_attribute    = "expiresAt"
  deletion_protection = var.keep_data
  tags                = local.tags
  indexes = {
    ledgerByFile = {
      partition_key = "ledgerByFilePK"
      sort_key      = "ledgerByFileSK"
    }
    ledgerByStatus = {
      partition_key = "ledgerByStatusPK"
      sort_key      = "ledgerByStatusSK"
    }
    byRegion = {
      partition_key = "byRegionPK"
      sort_key      = "byRegionSK"
    }
  }
}

module "files_table" {
  source              = "../../../../terraform/modules/table"
  name                = "meter-upload-files"
  partition_key       = "FileName"
  sort_key            = null
  deletion_protection = var.keep_data
  tags                = local.tags
}

module "file_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-file"
  code_path          = var.code_path
  handler            = "index.file"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  failures = {
    queue_arn = module.failed_events.arn
  }
  environment = {
    MILLRACE_TABLE       = module.table.name
    MILLRACE_BUCKET      = module.bucket.name
    MILLRACE_FILES_TABLE = module.files_table.name
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/readings/*"
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/uploads/*"
    },
    {
      sid      = "ClaimAndFinishRuns"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "KeepRejectsInTheLedger"
      action   = "dynamodb:BatchWriteItem"
      resource = module.table.arn
    },
    {
      sid      = "WriteRowsOnce"
      action   = "dynamodb:PutItem"
      resource = module.table.arn
    },
    {
      sid      = "RecordFiles"
      action   = "dynamodb:PutItem"
      resource = module.files_table.arn
    },
    {
      sid      = "HandOverFailedEvents"
      action   = "sqs:SendMessage"
      resource = module.failed_events.arn
    },
  ]
}

module "sweep_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-sweep"
  code_path          = var.code_path
  handler            = "index.sweep"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  failures = {
    queue_arn = module.failed_events.arn
  }
  environment = {
    MILLRACE_TABLE       = module.table.name
    MILLRACE_BUCKET      = module.bucket.name
    MILLRACE_FILES_TABLE = module.files_table.name
  }
  statements = [
    {
      sid      = "SeeWhichFilesArrived"
      action   = "s3:ListBucketVersions"
      resource = module.bucket.arn
      condition = {
        StringLike = {
          "s3:prefix" = "readings/*"
        }
      }
    },
    {
      sid      = "CompareWithTheLedger"
      action   = "dynamodb:BatchGetItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/readings/*"
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/uploads/*"
    },
    {
      sid      = "ClaimAndFinishRuns"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "KeepRejectsInTheLedger"
      action   = "dynamodb:BatchWriteItem"
      resource = module.table.arn
    },
    {
      sid      = "WriteRowsOnce"
      action   = "dynamodb:PutItem"
      resource = module.table.arn
    },
    {
      sid      = "RecordFiles"
      action   = "dynamodb:PutItem"
      resource = module.files_table.arn
    },
    {
      sid      = "HandOverFailedEvents"
      action   = "sqs:SendMessage"
      resource = module.failed_events.arn
    },
  ]
}

module "failed_events" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-failed-events"
  visibility_seconds = 60
  retention_days     = 14
  tags               = local.tags
  senders = [
    {
      sid     = "TakeWhatSweepRuleCouldNotDeliver"
      service = "events.amazonaws.com"
      source  = module.sweep_rule.arn
    },
  ]
}

module "sweep_rule" {
  source       = "../../../../terraform/modules/event-rule"
  name         = "${var.name}-sweep"
  description  = "Files whose event was lost are looked for"
  schedule     = "rate(1 hour)"
  sid          = "LetTheScheduleStartTheFunction"
  failures_arn = module.failed_events.arn
  tags         = local.tags
  function = {
    arn  = module.sweep_function.arn
    name = module.sweep_function.name
  }
}

module "alarms_topic" {
  source = "../../../../terraform/modules/topic"
  name   = "${var.name}-alarms"
  tags   = local.tags
  publishers = [
    {
      sid     = "LetAlarmsRing"
      service = "cloudwatch.amazonaws.com"
      source  = "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:alarm:${var.name}-*"
    },
  ]
}

module "file_errors" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-file-errors"
  description    = "The function that reads files failed"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/Lambda"
    name      = "Errors"
    statistic = "Sum"
    dimensions = {
      FunctionName = module.file_function.name
    }
  }
}

module "file_throttles" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-file-throttles"
  description    = "Files wait as Lambda starts no more functions"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/Lambda"
    name      = "Throttles"
    statistic = "Sum"
    dimensions = {
      FunctionName = module.file_function.name
    }
  }
}

module "sweep_errors" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-sweep-errors"
  description    = "Nobody looks for lost files"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/Lambda"
    name      = "Errors"
    statistic = "Sum"
    dimensions = {
      FunctionName = module.sweep_function.name
    }
  }
}

module "table_throttles" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-table-throttles"
  description    = "DynamoDB refuses writes as they are too many"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/DynamoDB"
    name      = "WriteThrottleEvents"
    statistic = "Sum"
    dimensions = {
      TableName = module.table.name
    }
  }
}

module "lost_events" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-lost-events"
  description    = "Events wait that no attempt could work off"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/SQS"
    name      = "ApproximateNumberOfMessagesVisible"
    statistic = "Maximum"
    dimensions = {
      QueueName = module.failed_events.name
    }
  }
}

module "dashboard" {
  source = "../../../../terraform/modules/dashboard"
  name   = var.name
  body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "Files"
          region = data.aws_region.current.id
          view   = "timeSeries"
          metrics = [
            [
              "AWS/Lambda",
              "Invocations",
              "FunctionName",
              module.file_function.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Errors",
              "FunctionName",
              module.file_function.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/Lambda",
              "Throttles",
              "FunctionName",
              module.file_function.name,
              {
                stat = "Sum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "Time per file"
          region = data.aws_region.current.id
          view   = "timeSeries"
          metrics = [
            [
              "AWS/Lambda",
              "Duration",
              "FunctionName",
              module.file_function.name,
              {
                stat = "Average"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "Rows written"
          region = data.aws_region.current.id
          view   = "timeSeries"
          metrics = [
            [
              "AWS/DynamoDB",
              "ConsumedWriteCapacityUnits",
              "TableName",
              module.table.name,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/DynamoDB",
              "WriteThrottleEvents",
              "TableName",
              module.table.name,
              {
                stat = "Sum"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 6
        width  = 12
        height = 6
        properties = {
          title  = "Events that nobody could work off"
          region = data.aws_region.current.id
          view   = "timeSeries"
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              module.failed_events.name,
              {
                stat = "Maximum"
              },
            ],
          ]
        }
      },
    ]
  })
}
