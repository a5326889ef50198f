/** The claim report: results as one HTML page that opens from disk, and the differences between two runs. */
@NullMarked
package spheres.report;

import org.jspecify.annotations.NullMarked;
