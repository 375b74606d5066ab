data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

locals {
  tags = merge(var.tags, { pipeline = var.name })
}

module "bucket" {
  source        = "../../../../terraform/modules/bucket"
  name          = var.bucket_name
  eventbridge   = true
  force_destroy = !var.keep_data
  tags          = local.tags
  expiries = {
    scratch = {
      prefix = "scratch/people/"
      days   = 7
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

module "network" {
  source     = "../../../../terraform/modules/network"
  name       = var.name
  cidr       = "10.42.0.0/24"
  gateways   = ["s3", "dynamodb"]
  interfaces = ["secretsmanager"]
  tags       = local.tags
}

module "database" {
  source              = "../../../../terraform/modules/database"
  name                = var.name
  database            = "people"
  subnet_ids          = module.network.subnet_ids
  security_group_ids  = [module.network.database_security_group_id]
  deletion_protection = var.keep_data
  tags                = local.tags
  capacity = {
    min = 0.5
    max = 8
  }
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
    MILLRACE_SCRATCH = "scratch/people/"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/people/*"
    },
    {
      sid      = "ClaimRuns"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
  ]
}

module "enriched_branch_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-branch-enriched"
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
    MILLRACE_SCRATCH         = "scratch/people/"
    MILLRACE_BRANCH          = "enriched"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/people/*"
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/people/*"
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
    {
      sid      = "LookUpCountries"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/reference/countries.csv"
    },
  ]
}

module "anonymised_branch_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-branch-anonymised"
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
    MILLRACE_SCRATCH         = "scratch/people/"
    MILLRACE_BRANCH          = "anonymised"
  }
  statements = [
    {
      sid      = "ReadTheVersionThatArrived"
      action   = "s3:GetObjectVersion"
      resource = "${module.bucket.arn}/people/*"
    },
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/people/*"
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
    MILLRACE_SCRATCH = "scratch/people/"
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/people/*"
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
  network = {
    subnet_ids         = module.network.subnet_ids
    security_group_ids = [module.network.functions_security_group_id]
  }
  environment = {
    MILLRACE_TABLE           = module.table.name
    MILLRACE_BUCKET          = module.bucket.name
    MILLRACE_SCRATCH         = "scratch/people/"
    MILLRACE_DATABASE_SECRET = module.database.secret_arn
    MILLRACE_DATABASE_HOST   = module.database.host
    MILLRACE_DATABASE_PORT   = module.database.port
    MILLRACE_DATABASE_NAME   = module.database.database
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "TellMissingFromForbidden"
      action   = "s3:ListBucket"
      resource = module.bucket.arn
    },
    {
      sid      = "WriteScratch"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "KeepClaims"
      action   = "dynamodb:UpdateItem"
      resource = module.table.arn
    },
    {
      sid      = "ReadTheDatabasePassword"
      action   = "secretsmanager:GetSecretValue"
      resource = module.database.secret_arn
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
    MILLRACE_SCRATCH = "scratch/people/"
  }
  statements = [
    {
      sid      = "ReadScratch"
      action   = "s3:GetObject"
      resource = "${module.bucket.arn}/scratch/people/*"
    },
    {
      sid      = "TellMissingFromForbidden"
      action   = "s3:ListBucket"
      resource = module.bucket.arn
    },
    {
      sid      = "WriteRejects"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/rejects/people/*"
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
  ]
}

module "upload_function" {
  source             = "../../../../terraform/modules/function"
  name               = "${var.name}-upload"
  code_path          = var.code_path
  handler            = "index.upload"
  runtime            = "nodejs22.x"
  memory_mb          = 256
  timeout_seconds    = 29
  log_retention_days = var.log_retention_days
  tags               = local.tags
  environment = {
    MILLRACE_TABLE   = module.table.name
    MILLRACE_BUCKET  = module.bucket.name
    MILLRACE_SCRATCH = "scratch/people/"
  }
  statements = [
    {
      sid      = "SignUploads"
      action   = "s3:PutObject"
      resource = "${module.bucket.arn}/people/*"
    },
    {
      sid      = "ReadRuns"
      action   = "dynamodb:GetItem"
      resource = module.table.arn
    },
    {
      sid      = "FindRunsOfAFile"
      action   = "dynamodb:Query"
      resource = "${module.table.arn}/index/ledgerByFile"
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
    MILLRACE_TABLE         = module.table.name
    MILLRACE_BUCKET        = module.bucket.name
    MILLRACE_STATE_MACHINE = module.workflow.arn
    MILLRACE_SCRATCH       = "scratch/people/"
  }
  statements = [
    {
      sid      = "SeeWhichFilesArrived"
      action   = "s3:ListBucketVersions"
      resource = module.bucket.arn
      condition = {
        StringLike = {
          "s3:prefix" = "people/*"
        }
      }
    },
    {
      sid      = "CompareWithTheLedger"
      action   = "dynamodb:BatchGetItem"
      resource = module.table.arn
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
      sid      = "RunEnrichedBranchFunction"
      action   = "lambda:InvokeFunction"
      resource = module.enriched_branch_function.arn
    },
    {
      sid      = "RunAnonymisedBranchFunction"
      action   = "lambda:InvokeFunction"
      resource = module.anonymised_branch_function.arn
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
      resource = "${module.bucket.arn}/scratch/people/*"
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
    Comment = "Reads the files of people in chunks and stores their rows exactly once"
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
                  StartAt = "enriched"
                  States = {
                    enriched = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.enriched_branch_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "chunk.$" = "$.chunk"
                          branch    = "enriched"
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
                          Next        = "enrichedFailed"
                        },
                      ]
                      End = true
                    }
                    enrichedFailed = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.finish_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "error.$" = "$.error"
                          function  = module.enriched_branch_function.arn
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
                      Next           = "enrichedFailedForGood"
                      ResultSelector = {}
                      ResultPath     = "$.discarded"
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.discarded"
                          Next        = "enrichedFailedForGood"
                        },
                      ]
                    }
                    enrichedFailedForGood = {
                      Type      = "Fail"
                      ErrorPath = "$.error.Error"
                      CausePath = "$.error.Cause"
                    }
                  }
                },
                {
                  StartAt = "anonymised"
                  States = {
                    anonymised = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.anonymised_branch_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "chunk.$" = "$.chunk"
                          branch    = "anonymised"
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
                          Next        = "anonymisedFailed"
                        },
                      ]
                      End = true
                    }
                    anonymisedFailed = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::lambda:invoke"
                      Parameters = {
                        FunctionName = module.finish_function.arn
                        Payload = {
                          "runId.$" = "$.runId"
                          "file.$"  = "$.file"
                          "error.$" = "$.error"
                          function  = module.anonymised_branch_function.arn
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
                      Next           = "anonymisedFailedForGood"
                      ResultSelector = {}
                      ResultPath     = "$.discarded"
                      Catch = [
                        {
                          ErrorEquals = ["States.ALL"]
                          ResultPath  = "$.discarded"
                          Next        = "anonymisedFailedForGood"
                        },
                      ]
                    }
                    anonymisedFailedForGood = {
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
      sid     = "TakeWhatArrivalRuleCouldNotDeliver"
      service = "events.amazonaws.com"
      source  = module.arrival_rule.arn
    },
    {
      sid     = "TakeWhatSweepRuleCouldNotDeliver"
      service = "events.amazonaws.com"
      source  = module.sweep_rule.arn
    },
  ]
}

module "arrival_rule" {
  source       = "../../../../terraform/modules/event-rule"
  name         = "${var.name}-files"
  description  = "Files of people have arrived"
  sid          = "StartTheWorkflow"
  failures_arn = module.failed_events.arn
  tags         = local.tags
  workflow = {
    arn = module.workflow.arn
  }
  pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [var.bucket_name]
      }
      object = {
        key = [
          {
            prefix = "people/"
          },
        ]
      }
    }
  })
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

module "upload_api" {
  source        = "../../../../terraform/modules/upload-api"
  name          = "${var.name}-uploads"
  stage         = "live"
  function_name = module.upload_function.name
  sid           = "LetTheApiStartTheFunction"
  tags          = local.tags
  throttle = {
    requests_per_second = 10
    burst               = 20
  }
  definition = jsonencode({
    openapi = "3.0.1"
    info = {
      title       = "Uploads of people"
      version     = "1"
      description = "Gives out URLs to which files are put, and tells what became of them"
    }
    paths = {
      "/uploads" = {
        post = {
          operationId = "createUpload"
          summary     = "Gives out a URL for one file"
          requestBody = {
            required = true
            content = {
              "application/json" = {
                schema = {
                  "$ref" = "#/components/schemas/Upload"
                }
              }
            }
          }
          x-amazon-apigateway-request-validator = "body"
          security = [
            {
              key = []
            },
          ]
          responses = {
            "200" = {
              description = "Done"
            }
          }
          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.id}:lambda:path/2015-03-31/functions/${module.upload_function.arn}/invocations"
          }
        }
      }
      "/uploads/{id}" = {
        get = {
          operationId = "getUpload"
          summary     = "Tells what became of a file"
          parameters = [
            {
              name     = "id"
              in       = "path"
              required = true
              schema = {
                type = "string"
              }
            },
          ]
          security = [
            {
              key = []
            },
          ]
          responses = {
            "200" = {
              description = "Done"
            }
          }
          x-amazon-apigateway-integration = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.id}:lambda:path/2015-03-31/functions/${module.upload_function.arn}/invocations"
          }
        }
      }
    }
    components = {
      schemas = {
        Upload = {
          type     = "object"
          required = ["name"]
          properties = {
            name = {
              type      = "string"
              minLength = 1
              maxLength = 512
            }
            bytes = {
              type    = "integer"
              minimum = 1
              maximum = 5368709120
            }
            type = {
              type      = "string"
              minLength = 1
              maxLength = 127
            }
          }
        }
      }
      securitySchemes = {
        key = {
          type = "apiKey"
          name = "x-api-key"
          in   = "header"
        }
      }
    }
    x-amazon-apigateway-request-validators = {
      body = {
        validateRequestBody       = true
        validateRequestParameters = false
      }
    }
  })
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

module "upload_errors" {
  source         = "../../../../terraform/modules/alarm"
  name           = "${var.name}-upload-errors"
  description    = "The function that gives out upload URLs failed"
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
      FunctionName = module.upload_function.name
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
        y      = 0
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
