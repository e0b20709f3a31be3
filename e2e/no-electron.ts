/** Stands for the `electron` module in plain Node, where it would otherwise try to fetch its binary. */
const electron = {};
export default electron;
