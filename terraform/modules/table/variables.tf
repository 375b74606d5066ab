variable "name" {
  description = "Name of the table."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.name))
    error_message = "name must be 3 to 255 letters, digits, dots, hyphens and underscores."
  }
}

variable "partition_key" {
  description = "Attribute that is the partition key, a string."
  type        = string
  default     = "PK"
  nullable    = false
}

variable "sort_key" {
  description = "Attribute that is the sort key, a string; null for a table without one."
  type        = string
  default     = "SK"
}

variable "indexes" {
  description = "Global secondary indexes by their names; all attributes are projected."
  type = map(object({
    partition_key = string
    sort_key      = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(var.indexes) <= 20
    error_message = "indexes must be at most 20, what DynamoDB allows for one table."
  }
}

variable "expiry_attribute" {
  description = "Attribute with the second since 1970 from which DynamoDB may delete an item; null keeps all."
  type        = string
  default     = null
}

variable "capacity" {
  description = "Read and write units that follow the load between min and max; null pays per request."
  type = object({
    min = number
    max = number
  })
  default = null

  validation {
    condition     = var.capacity == null ? true : var.capacity.min >= 1 && var.capacity.max >= var.capacity.min
    error_message = "capacity.min must be at least 1 and capacity.max not below it."
  }
}

variable "target_utilization" {
  description = "Percent of the units in use above which more are added; only with a capacity."
  type        = number
  default     = 70
  nullable    = false

  validation {
    condition     = var.target_utilization >= 20 && var.target_utilization <= 90
    error_message = "target_utilization must be from 20 to 90 percent, what DynamoDB allows."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the table; the account's key of DynamoDB where there is none."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether the table refuses to be deleted."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
