export const makeInstanceJob = "make-instance";
export const changeInstanceJob = "change-instance";
export const deleteInstanceJob = "delete-instance";
