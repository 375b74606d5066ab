export const makeClusterJob = "make-cluster";
export const changeClusterJob = "change-cluster";
export const deleteClusterJob = "delete-cluster";
