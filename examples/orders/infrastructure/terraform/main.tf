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
    scratch = {
      prefix = "scratch/orders/"
      days   = 7
    }
  }
  notifications = {
    orders-files = {
      prefix        = "incoming/"
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
    byDay = {
      partition_key = "byDayPK"
      sort_key      = "byDaySK"
    }
  }
}

module "hash_key" {
  source        = "../../../../terraform/modules/secret"
  name          = "${var.name}-hash-key"
  description   = "The key of every hash, token and encrypted value of the pipeline; with another key they no longer match"
  characters    = 64
  recovery_days = var.keep_data ? 30 : 0
  tags          = local.tags
}

module "files_topic" {
  source = "../../../../terraform/modules/topic"
  name   = "${var.name}-files"
  tags   = local.tags
  queues = {
    InventorySubscription = {
      queue_arn = module.inventory_queue.arn
      filter = {
        status = ["completed"]
      }
    }
    BillingSubscription = {
      queue_arn = module.billing_queue.arn
      filter = {
        status = ["completed"]
      }
    }
    ShippingSubscription = {
      queue_arn = module.shipping_queue.arn
      filter = {
        status = ["completed"]
      }
    }
    PartnerDeskSubscription = {
      queue_arn = module.partner_desk_queue.arn
      filter = {
        status = ["rejected", "failed"]
      }
    }
  }
}

module "inventory_dead_letters" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-inventory-dead-letters"
  visibility_seconds = 60
  retention_days     = 14
  tags               = local.tags
}

module "inventory_queue" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-inventory"
  visibility_seconds = 60
  retention_days     = 4
  tags               = local.tags
  dead_letters = {
    queue_arn    = module.inventory_dead_letters.arn
    receives_max = 5
  }
  senders = [
    {
      sid     = "TakeWhatTheTopicTells"
      service = "sns.amazonaws.com"
      source  = module.files_topic.arn
    },
  ]
}

module "billing_dead_letters" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-billing-dead-letters"
  visibility_seconds = 60
  retention_days     = 14
  tags               = local.tags
}

module "billing_queue" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-billing"
  visibility_seconds = 60
  retention_days     = 4
  tags               = local.tags
  dead_letters = {
    queue_arn    = module.billing_dead_letters.arn
    receives_max = 5
  }
  senders = [
    {
      sid     = "TakeWhatTheTopicTells"
      service = "sns.amazonaws.com"
      source  = module.files_topic.arn
    },
  ]
}

module "shipping_dead_letters" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-shipping-dead-letters"
  visibility_seconds = 60
  retention_days     = 14
  tags               = local.tags
}

module "shipping_queue" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-shipping"
  visibility_seconds = 60
  retention_days     = 4
  tags               = local.tags
  dead_letters = {
    queue_arn    = module.shipping_dead_letters.arn
    receives_max = 5
  }
  senders = [
    {
      sid     = "TakeWhatTheTopicTells"
      service = "sns.amazonaws.com"
      source  = module.files_topic.arn
    },
  ]
}

module "partner_desk_dead_letters" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-partner-desk-dead-letters"
  visibility_seconds = 60
  retention_days     = 14
  tags               = local.tags
}

module "partner_desk_queue" {
  source             = "../../../../terraform/modules/queue"
  name               = "${var.name}-partner-desk"
  visibility_seconds = 60
  retention_days     = 4
  tags               = local.tags
  dead_letters = {
    queue_arn    = module.partner_desk_dead_letters.arn
    receives_max = 5
  }
  senders = [
    {
      sid     = "TakeWhatTheTopicTells"
      service = "sns.amazonaws.com"
      source  = module.files_topic.arn
    },
  ]
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
    MILLRACE_TABLE           = module.table.name
    MILLRACE_BUCKET          = module.bucket.name
    MILLRACE_HASH_KEY_SECRET = module.hash_key.arn
    MILLRACE_TOPIC           = module.files_topic.arn
    MILLRACE_STATE_MACHINE   = module.workflow.arn
    MILLRACE_SCRATCH         = "scratch/orders/"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/incoming/*"
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/orders/*"
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
      sid      = "ReadTheHashKey"
      action   = "secretsmanager:GetSecretValue"
      resource = module.hash_key.arn
    },
    {
      sid      = "WriteRowsOnce"
      action   = "dynamodb:PutItem"
      resource = module.table.arn
    },
    {
      sid      = "TellWhatBecameOfFiles"
      action   = "sns:Publish"
      resource = module.files_topic.arn
    },
    {
      sid      = "StartTheWorkflow"
      action   = "states:StartExecution"
      resource = module.workflow.arn
    },
    {
      sid      = "HandOverFailedEvents"
      action   = "sqs:SendMessage"
      resource = module.failed_events.arn
    },
  ]
}

module "plan_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-plan"
  code_path          = var.code_path
  handler            = "index.plan"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE   = module.table.name
    MILLRACE_BUCKET  = module.bucket.name
    MILLRACE_SCRATCH = "scratch/orders/"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/incoming/*"
    },
    {
      sid      = "ClaimRuns"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
  ]
}

module "protected_branch_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-branch-protected"
  code_path          = var.code_path
  handler            = "index.branch"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE           = module.table.name
    MILLRACE_BUCKET          = module.bucket.name
    MILLRACE_HASH_KEY_SECRET = module.hash_key.arn
    MILLRACE_SCRATCH         = "scratch/orders/"
    MILLRACE_BRANCH          = "protected"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/incoming/*"
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "KeepClaims"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadTheHashKey"
      action   = "secretsmanager:GetSecretValue"
      resource = module.hash_key.arn
    },
  ]
}

module "priced_branch_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-branch-priced"
  code_path          = var.code_path
  handler            = "index.branch"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE           = module.table.name
    MILLRACE_BUCKET          = module.bucket.name
    MILLRACE_HASH_KEY_SECRET = module.hash_key.arn
    MILLRACE_SCRATCH         = "scratch/orders/"
    MILLRACE_BRANCH          = "priced"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/incoming/*"
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "KeepClaims"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadTheHashKey"
      action   = "secretsmanager:GetSecretValue"
      resource = module.hash_key.arn
    },
  ]
}

module "decide_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-decide"
  code_path          = var.code_path
  handler            = "index.decide"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE   = module.table.name
    MILLRACE_BUCKET  = module.bucket.name
    MILLRACE_SCRATCH = "scratch/orders/"
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "KeepClaims"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
  ]
}

module "consolidate_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-consolidate"
  code_path          = var.code_path
  handler            = "index.consolidate"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE   = module.table.name
    MILLRACE_BUCKET  = module.bucket.name
    MILLRACE_SCRATCH = "scratch/orders/"
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "TellMissingFromForbidden"
      action   = "s3:ListBucket"
      resource = module.bucket.arn
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "KeepClaims"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "WriteRowsOnce"
      action   = "dynamodb:PutItem"
      resource = module.table.arn
    },
  ]
}

module "finish_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-finish"
  code_path          = var.code_path
  handler            = "index.finish"
  runtime            = "nodejs22.x"
  memory_mb          = 1024
  timeout_seconds    = 900
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE   = module.table.name
    MILLRACE_BUCKET  = module.bucket.name
    MILLRACE_TOPIC   = module.files_topic.arn
    MILLRACE_SCRATCH = "scratch/orders/"
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "TellMissingFromForbidden"
      action   = "s3:ListBucket"
      resource = module.bucket.arn
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/orders/*"
    },
    {
      sid      = "ReadRuns"
      action   = "dynamodb:GetItem"
      resource = module.table.arn
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
      sid      = "TellWhatBecameOfFiles"
      action   = "sns:Publish"
      resource = module.files_topic.arn
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
    MILLRACE_TABLE           = module.table.name
    MILLRACE_BUCKET          = module.bucket.name
    MILLRACE_HASH_KEY_SECRET = module.hash_key.arn
    MILLRACE_TOPIC           = module.files_topic.arn
    MILLRACE_STATE_MACHINE   = module.workflow.arn
    MILLRACE_SCRATCH         = "scratch/orders/"
  }
  statements = [
    {
      sid      = "SeeWhichFilesArrived"
      action   = "s3:ListBucketVersions"
      resource = module.bucket.arn
      condition = {
        StringLike = {
          "s3:prefix" = "incoming/*"
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
      resource = "${module.bucket.arn}/incoming/*"
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/orders/*"
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
      sid      = "ReadTheHashKey"
      action   = "secretsmanager:GetSecretValue"
      resource = module.hash_key.arn
    },
    {
      sid      = "WriteRowsOnce"
      action   = "dynamodb:PutItem"
      resource = module.table.arn
    },
    {
      sid      = "TellWhatBecameOfFiles"
      action   = "sns:Publish"
      resource = module.files_topic.arn
    },
    {
      sid      = "StartTheWorkflow"
      action   = "states:StartExecution"
      resource = module.workflow.arn
    },
    {
      sid      = "HandOverFailedEvents"
      action   = "sqs:SendMessage"
      resource = module.failed_events.arn
    },
  ]
}

module "workflow" {
  source = "../../../../terraform/modules/workflow"
  name   = var.name
  tags   = local.tags
  statements = [
    {
      sid      = "RunPlanFunction"
      action   = "lambda:InvokeFunction"
      resource = module.plan_function.arn
    },
    {
      sid      = "RunProtectedBranchFunction"
      action   = "lambda:InvokeFunction"
      resource = module.protected_branch_function.arn
    },
    {
      sid      = "RunPricedBranchFunction"
      action   = "lambda:InvokeFunction"
      resource = module.priced_branch_function.arn
    },
    {
      sid      = "RunDecideFunction"
      action   = "lambda:InvokeFunction"
      resource = module.decide_function.arn
    },
    {
      sid      = "RunConsolidateFunction"
      action   = "lambda:InvokeFunction"
      resource = module.consolidate_function.arn
    },
    {
      sid      = "RunFinishFunction"
      action   = "lambda:InvokeFunction"
      resource = module.finish_function.arn
    },
    {
      sid      = "ReadTheListOfChunks"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/orders/*"
    },
    {
      sid      = "RunChunks"
      action   = "states:StartExecution"
      resource = "arn:${data.aws_partition.current.partition}:states:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:stateMachine:${var.name}"
    },
    {
      sid      = "FollowChunks"
      action   = "states:DescribeExecution"
      resource = "arn:${data.aws_partition.current.partition}:states:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:execution:${var.name}/*"
    },
    {
      sid      = "StopChunks"
      action   = "states:StopExecution"
      resource = "arn:${data.aws_partition.current.partition}:states:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:execution:${var.name}/*"
    },
  ]
  definition = jsonencode({
    Comment = "Reads the files of orders in chunks and stores their rows exactly once"
    StartAt = "Plan"
    States = {
      Plan = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.plan_function.arn
          "Payload.$"  = "$"
        }
        OutputPath = "$.Payload"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        Catch = [
          {
            ErrorEquals = ["States.ALL"]
            ResultPath  = "$.error"
            Next        = "PlanFailed"
          },
        ]
        Next = "IsClaimed"
      }
      PlanFailed = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.finish_function.arn
          Payload = {
            "given.$" = "$"
            "error.$" = "$.error"
            function  = module.plan_function.arn
          }
        }
        OutputPath = "$.Payload"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        Next = "Failed"
      }
      IsClaimed = {
        Type = "Choice"
        Choices = [
          {
            Variable     = "$.outcome"
            StringEquals = "claimed"
            Next         = "Branches"
          },
        ]
        Default = "Duplicate"
      }
      Duplicate = {
        Type    = "Succeed"
        Comment = "Somebody else has this file, or it was done before"
      }
      Branches = {
        Type = "Map"
        ItemReader = {
          Resource = "arn:${data.aws_partition.current.partition}:states:::s3:getObject"
          ReaderConfig = {
            InputType = "JSON"
          }
          Parameters = {
            "Bucket.$" = "$.scratch.bucket"
            "Key.$"    = "$.scratch.manifest"
          }
        }
        ItemSelector = {
          "runId.$" = "$.runId"
          "file.$"  = "$.file"
          "chunk.$" = "$$.Map.Item.Value"
        }
        MaxConcurrency = 8
        ItemProcessor = {
          ProcessorConfig = {
            Mode          = "DISTRIBUTED"
            ExecutionType = "STANDARD"
          }
          StartAt = "Parallel"
          States = {
            Parallel = {
              Type = "Parallel"
              Branches = [
                {
                  StartAt = "protected"
                  States = {
                    protected = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.protected_branch_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "chunk.$" = "$.chunk"
                          branch    = "protected"
                        }
                      }
                      OutputPath = "$.Payload"
                      Retry = [
                        {
                          ErrorEquals = [
                            "Lambda.ClientExecutionTimeoutException",
                            "Lambda.ServiceException",
                            "Lambda.AWSLambdaException",
                            "Lambda.SdkClientException",
                            "Lambda.TooManyRequestsException",
                          ]
                          IntervalSeconds = 2
                          MaxAttempts     = 8
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                        {
                          ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                          IntervalSeconds = 2
                          MaxAttempts     = 3
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                      ]
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.error"
                          Next        = "protectedFailed"
                        },
                      ]
                      End = true
                    }
                    protectedFailed = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.finish_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "error.$" = "$.error"
                          function  = module.protected_branch_function.arn
                          "chunk.$" = "$.chunk"
                        }
                      }
                      OutputPath = "$"
                      Retry = [
                        {
                          ErrorEquals = [
                            "Lambda.ClientExecutionTimeoutException",
                            "Lambda.ServiceException",
                            "Lambda.AWSLambdaException",
                            "Lambda.SdkClientException",
                            "Lambda.TooManyRequestsException",
                          ]
                          IntervalSeconds = 2
                          MaxAttempts     = 8
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                        {
                          ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                          IntervalSeconds = 2
                          MaxAttempts     = 3
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                      ]
                      Next           = "protectedFailedForGood"
                      ResultSelector = {}
                      ResultPath     = "$.discarded"
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.discarded"
                          Next        = "protectedFailedForGood"
                        },
                      ]
                    }
                    protectedFailedForGood = {
                      Type      = "Fail"
                      ErrorPath = "$.error.Error"
                      CausePath = "$.error.Cause"
                    }
                  }
                },
                {
                  StartAt = "priced"
                  States = {
                    priced = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.priced_branch_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "chunk.$" = "$.chunk"
                          branch    = "priced"
                        }
                      }
                      OutputPath = "$.Payload"
                      Retry = [
                        {
                          ErrorEquals = [
                            "Lambda.ClientExecutionTimeoutException",
                            "Lambda.ServiceException",
                            "Lambda.AWSLambdaException",
                            "Lambda.SdkClientException",
                            "Lambda.TooManyRequestsException",
                          ]
                          IntervalSeconds = 2
                          MaxAttempts     = 8
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                        {
                          ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                          IntervalSeconds = 2
                          MaxAttempts     = 3
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                      ]
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.error"
                          Next        = "pricedFailed"
                        },
                      ]
                      End = true
                    }
                    pricedFailed = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.finish_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "error.$" = "$.error"
                          function  = module.priced_branch_function.arn
                          "chunk.$" = "$.chunk"
                        }
                      }
                      OutputPath = "$"
                      Retry = [
                        {
                          ErrorEquals = [
                            "Lambda.ClientExecutionTimeoutException",
                            "Lambda.ServiceException",
                            "Lambda.AWSLambdaException",
                            "Lambda.SdkClientException",
                            "Lambda.TooManyRequestsException",
                          ]
                          IntervalSeconds = 2
                          MaxAttempts     = 8
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                        {
                          ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                          IntervalSeconds = 2
                          MaxAttempts     = 3
                          BackoffRate     = 2
                          JitterStrategy  = "FULL"
                        },
                      ]
                      Next           = "pricedFailedForGood"
                      ResultSelector = {}
                      ResultPath     = "$.discarded"
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.discarded"
                          Next        = "pricedFailedForGood"
                        },
                      ]
                    }
                    pricedFailedForGood = {
                      Type      = "Fail"
                      ErrorPath = "$.error.Error"
                      CausePath = "$.error.Cause"
                    }
                  }
                },
              ]
              ResultSelector = {}
              ResultPath     = "$.discarded"
              Next           = "Check"
            }
            Check = {
              Type     = "Task"
              Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
              Parameters = {
                FunctionName = module.consolidate_function.arn
                Payload = {
                  "runId.$" = "$.runId"
                  "file.$"  = "$.file"
                  "chunk.$" = "$.chunk"
                  onlyCheck = true
                }
              }
              OutputPath = "$"
              Retry = [
                {
                  ErrorEquals = [
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                  ]
                  IntervalSeconds = 2
                  MaxAttempts     = 8
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
                {
                  ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                  IntervalSeconds = 2
                  MaxAttempts     = 3
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
              ]
              Catch = [
                {
                  ErrorEquals = ["States.ALL"]
                  ResultPath  = "$.error"
                  Next        = "CheckFailed"
                },
              ]
              End            = true
              ResultSelector = {}
            }
            CheckFailed = {
              Type     = "Task"
              Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
              Parameters = {
                FunctionName = module.finish_function.arn
                Payload = {
                  "runId.$" = "$.runId"
                  "file.$"  = "$.file"
                  "error.$" = "$.error"
                  function  = module.consolidate_function.arn
                  "chunk.$" = "$.chunk"
                }
              }
              OutputPath = "$"
              Retry = [
                {
                  ErrorEquals = [
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                  ]
                  IntervalSeconds = 2
                  MaxAttempts     = 8
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
                {
                  ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                  IntervalSeconds = 2
                  MaxAttempts     = 3
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
              ]
              Next           = "CheckFailedForGood"
              ResultSelector = {}
              ResultPath     = "$.discarded"
              Catch = [
                {
                  ErrorEquals = ["States.ALL"]
                  ResultPath  = "$.discarded"
                  Next        = "CheckFailedForGood"
                },
              ]
            }
            CheckFailedForGood = {
              Type      = "Fail"
              ErrorPath = "$.error.Error"
              CausePath = "$.error.Cause"
            }
          }
        }
        ResultSelector = {}
        ResultPath     = "$.discarded"
        Catch = [
          {
            ErrorEquals = ["States.ALL"]
            ResultPath  = "$.error"
            Next        = "FinishFailed"
          },
        ]
        Next = "Decide"
      }
      Decide = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.decide_function.arn
          "Payload.$"  = "$"
        }
        OutputPath = "$"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        Next = "IsPublished"
        ResultSelector = {
          "publish.$" = "$.Payload.publish"
        }
        ResultPath = "$.decided"
        Catch = [
          {
            ErrorEquals = ["States.ALL"]
            ResultPath  = "$.error"
            Next        = "DecideFailed"
          },
        ]
      }
      DecideFailed = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.finish_function.arn
          Payload = {
            "runId.$" = "$.runId"
            "file.$"  = "$.file"
            "error.$" = "$.error"
            function  = module.decide_function.arn
          }
        }
        OutputPath = "$.Payload"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        Next = "Failed"
      }
      IsPublished = {
        Type = "Choice"
        Choices = [
          {
            Variable      = "$.decided.publish"
            BooleanEquals = true
            Next          = "Store"
          },
        ]
        Default = "Finish"
      }
      Store = {
        Type = "Map"
        ItemReader = {
          Resource = "arn:${data.aws_partition.current.partition}:states:::s3:getObject"
          ReaderConfig = {
            InputType = "JSON"
          }
          Parameters = {
            "Bucket.$" = "$.scratch.bucket"
            "Key.$"    = "$.scratch.manifest"
          }
        }
        ItemSelector = {
          "runId.$" = "$.runId"
          "file.$"  = "$.file"
          "chunk.$" = "$$.Map.Item.Value"
        }
        MaxConcurrency = 8
        ItemProcessor = {
          ProcessorConfig = {
            Mode          = "DISTRIBUTED"
            ExecutionType = "STANDARD"
          }
          StartAt = "Consolidate"
          States = {
            Consolidate = {
              Type     = "Task"
              Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
              Parameters = {
                FunctionName = module.consolidate_function.arn
                "Payload.$"  = "$"
              }
              OutputPath = "$"
              Retry = [
                {
                  ErrorEquals = [
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                  ]
                  IntervalSeconds = 2
                  MaxAttempts     = 8
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
                {
                  ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                  IntervalSeconds = 2
                  MaxAttempts     = 3
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
              ]
              Catch = [
                {
                  ErrorEquals = ["States.ALL"]
                  ResultPath  = "$.error"
                  Next        = "ConsolidateFailed"
                },
              ]
              End            = true
              ResultSelector = {}
            }
            ConsolidateFailed = {
              Type     = "Task"
              Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
              Parameters = {
                FunctionName = module.finish_function.arn
                Payload = {
                  "runId.$" = "$.runId"
                  "file.$"  = "$.file"
                  "error.$" = "$.error"
                  function  = module.consolidate_function.arn
                  "chunk.$" = "$.chunk"
                }
              }
              OutputPath = "$"
              Retry = [
                {
                  ErrorEquals = [
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.ServiceException",
                    "Lambda.AWSLambdaException",
                    "Lambda.SdkClientException",
                    "Lambda.TooManyRequestsException",
                  ]
                  IntervalSeconds = 2
                  MaxAttempts     = 8
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
                {
                  ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
                  IntervalSeconds = 2
                  MaxAttempts     = 3
                  BackoffRate     = 2
                  JitterStrategy  = "FULL"
                },
              ]
              Next           = "ConsolidateFailedForGood"
              ResultSelector = {}
              ResultPath     = "$.discarded"
              Catch = [
                {
                  ErrorEquals = ["States.ALL"]
                  ResultPath  = "$.discarded"
                  Next        = "ConsolidateFailedForGood"
                },
              ]
            }
            ConsolidateFailedForGood = {
              Type      = "Fail"
              ErrorPath = "$.error.Error"
              CausePath = "$.error.Cause"
            }
          }
        }
        ResultSelector = {}
        ResultPath     = "$.discarded"
        Catch = [
          {
            ErrorEquals = ["States.ALL"]
            ResultPath  = "$.error"
            Next        = "FinishFailed"
          },
        ]
        Next = "Finish"
      }
      Finish = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.finish_function.arn
          Payload = {
            "runId.$"   = "$.runId"
            "file.$"    = "$.file"
            "publish.$" = "$.decided.publish"
          }
        }
        OutputPath = "$.Payload"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        End = true
      }
      FinishFailed = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
        Parameters = {
          FunctionName = module.finish_function.arn
          Payload = {
            "runId.$" = "$.runId"
            "file.$"  = "$.file"
            "error.$" = "$.error"
          }
        }
        OutputPath = "$.Payload"
        Retry = [
          {
            ErrorEquals = [
              "Lambda.ClientExecutionTimeoutException",
              "Lambda.ServiceException",
              "Lambda.AWSLambdaException",
              "Lambda.SdkClientException",
              "Lambda.TooManyRequestsException",
            ]
            IntervalSeconds = 2
            MaxAttempts     = 8
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
          {
            ErrorEquals     = ["States.TaskFailed", "States.Timeout"]
            IntervalSeconds = 2
            MaxAttempts     = 3
            BackoffRate     = 2
            JitterStrategy  = "FULL"
          },
        ]
        Next = "Failed"
      }
      Failed = {
        Type  = "Fail"
        Error = "FileFailed"
        Cause = "The file was not read to its end; the ledger has the reason"
      }
    }
  })
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

module "workflow_failures" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-workflow-failures"
  description    = "A file was not read to its end"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/States"
    name      = "ExecutionsFailed"
    statistic = "Sum"
    dimensions = {
      StateMachineArn = module.workflow.arn
    }
  }
}

module "workflow_timeouts" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-workflow-timeouts"
  description    = "A file was not read in time"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/States"
    name      = "ExecutionsTimedOut"
    statistic = "Sum"
    dimensions = {
      StateMachineArn = module.workflow.arn
    }
  }
}

module "workflow_throttles" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-workflow-throttles"
  description    = "Step Functions delays the workflow"
  comparison     = "GreaterThanThreshold"
  threshold      = 0
  period_seconds = 300
  periods        = 1
  missing        = "notBreaching"
  topic_arn      = module.alarms_topic.arn
  tags           = local.tags
  metric = {
    namespace = "AWS/States"
    name      = "ExecutionThrottled"
    statistic = "Sum"
    dimensions = {
      StateMachineArn = module.workflow.arn
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

module "inventory_dead_letters_waiting" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-inventory-dead-letters-waiting"
  description    = "Messages wait that inventory could not work off"
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
      QueueName = module.inventory_dead_letters.name
    }
  }
}

module "billing_dead_letters_waiting" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-billing-dead-letters-waiting"
  description    = "Messages wait that billing could not work off"
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
      QueueName = module.billing_dead_letters.name
    }
  }
}

module "shipping_dead_letters_waiting" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-shipping-dead-letters-waiting"
  description    = "Messages wait that shipping could not work off"
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
      QueueName = module.shipping_dead_letters.name
    }
  }
}

module "partner_desk_dead_letters_waiting" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-partner-desk-dead-letters-waiting"
  description    = "Messages wait that partner-desk could not work off"
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
      QueueName = module.partner_desk_dead_letters.name
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
          title  = "Large files"
          region = data.aws_region.current.id
          view   = "timeSeries"
          metrics = [
            [
              "AWS/States",
              "ExecutionsStarted",
              "StateMachineArn",
              module.workflow.arn,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/States",
              "ExecutionsSucceeded",
              "StateMachineArn",
              module.workflow.arn,
              {
                stat = "Sum"
              },
            ],
            [
              "AWS/States",
              "ExecutionsFailed",
              "StateMachineArn",
              module.workflow.arn,
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
        x      = 0
        y      = 12
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
