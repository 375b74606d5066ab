variable "name" {
  description = "Name of the alarm."
  type        = string
  nullable    = false
}

variable "description" {
  description = "What it means when it rings."
  type        = string
  nullable    = false
}

variable "metric" {
  description = "Metric that is watched."
  type = object({
    namespace  = string
    name       = string
    statistic  = optional(string, "Sum")
    dimensions = optional(map(string), {})
  })
  nullable = false

  validation {
    condition     = contains(["Average", "Maximum", "Minimum", "SampleCount", "Sum"], var.metric.statistic)
    error_message = "metric.statistic must be Average, Maximum, Minimum, SampleCount or Sum."
  }
}

variable "comparison" {
  description = "When it rings."
  type        = string
  default     = "GreaterThanThreshold"
  nullable    = false

  validation {
    condition     = contains(["GreaterThanThreshold", "GreaterThanOrEqualToThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"], var.comparison)
    error_message = "comparison must be GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold or LessThanOrEqualToThreshold."
  }
}

variable "threshold" {
  description = "What the metric is compared with."
  type        = number
  default     = 0
  nullable    = false
}

variable "period_seconds" {
  description = "Seconds over which the metric is put together."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = contains([10, 20, 30], var.period_seconds) || (var.period_seconds >= 60 && var.period_seconds % 60 == 0)
    error_message = "period_seconds must be 10, 20, 30 or a multiple of 60."
  }
}

variable "periods" {
  description = "Periods that are looked at."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.periods >= 1
    error_message = "periods must be at least 1."
  }
}

variable "missing" {
  description = "What a period without data means."
  type        = string
  default     = "notBreaching"
  nullable    = false

  validation {
    condition     = contains(["breaching", "notBreaching", "ignore", "missing"], var.missing)
    error_message = "missing must be breaching, notBreaching, ignore or missing."
  }
}

variable "topic_arn" {
  description = "ARN of the topic that is told."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
