variable "name" {
  description = "Name of the function, of its role, and the end of its log group's name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,64}$", var.name))
    error_message = "name must be 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "code_path" {
  description = "Path of the zip file with the code."
  type        = string
  nullable    = false
}

variable "handler" {
  description = "Module and export that Lambda calls, such as index.file."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[^\\s.]+(\\.[^\\s.]+)+$", var.handler))
    error_message = "handler must be MODULE.EXPORT, such as index.file."
  }
}

variable "runtime" {
  description = "Runtime of Lambda, such as nodejs22.x."
  type        = string
  default     = "nodejs22.x"
  nullable    = false
}

variable "memory_mb" {
  description = "Memory in MB; CPU grows with it."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_mb >= 128 && var.memory_mb <= 10240
    error_message = "memory_mb must be from 128 to 10240."
  }
}

variable "timeout_seconds" {
  description = "Seconds after which an invocation is stopped."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 900
    error_message = "timeout_seconds must be from 1 to 900."
  }
}

variable "reserved_concurrency" {
  description = "So many invocations at a time and no more; -1 sets no limit."
  type        = number
  default     = -1
  nullable    = false
}

variable "environment" {
  description = "Environment variables. Secrets do not belong here: give the ARN of one and the right to read it."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "statements" {
  description = "What the role may do: one statement for each reason, with a sid that names it."
  type = list(object({
    sid       = string
    action    = string
    resource  = string
    condition = optional(map(map(string)), {})
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for one in var.statements : can(regex("^[A-Z][A-Za-z0-9]+$", one.sid))])
    error_message = "statements[*].sid must say the reason in capitals, such as ReadPartnerFiles."
  }

  validation {
    condition     = alltrue([for one in var.statements : !strcontains(one.action, "*")])
    error_message = "statements[*].action must be a single action, such as s3:GetObject; wildcards are refused."
  }
}

variable "network" {
  description = "Subnets and security groups in which the function runs; null runs it outside of any network."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "failures" {
  description = "Queue that gets events which no attempt could work off; statements must let the role send to it."
  type = object({
    queue_arn = string
  })
  default = null
}

variable "log_retention_days" {
  description = "Days for which log events are kept; one of the values that CloudWatch Logs takes."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be a number of days that CloudWatch Logs takes, such as 14, 30, 90 or 365."
  }
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
