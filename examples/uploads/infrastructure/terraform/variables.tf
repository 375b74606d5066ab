variable "name" {
  description = "What the name of everything begins with."
  type        = string
  default     = "uploads"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,39}$", var.name))
    error_message = "name must be 2 to 40 of a-z, 0-9 and hyphen, a letter first."
  }
}

variable "bucket_name" {
  description = "The bucket to which files are sent; its name must be free in all of AWS."
  type        = string
  default     = "meter-uploads"
  nullable    = false
}

variable "code_path" {
  description = "Path of the zip file with the code of the functions."
  type        = string
  default     = "function.zip"
  nullable    = false
}

variable "region" {
  description = "Region in which everything stands; that of the environment where there is none."
  type        = string
  default     = null
}

variable "keep_data" {
  description = "Whether what holds data refuses to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
  default     = {}
  nullable    = false
}
