package spheres.opencl;

import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;

/**
 * A matrix product of a layer with a chunk of rows; the kernel says what its arguments are.
 *
 * @param units of the result
 */
record Product(Kernel kernel, int units) {

    static Product of(OpenCl openCl, _cl_program program, String label, int units) {
        Kernel kernel = openCl.kernel(program, "multiply", label, ClassifierKernels.WORKERS, 1);
        return new Product(kernel.arguments(1, units), units);
    }

    Product factors(int inner, _cl_mem matrix, int transposed, _cl_mem factor, int ofPoints) {
        kernel.arguments(2, inner, matrix, transposed, factor, ofPoints);
        return this;
    }

    Product result(_cl_mem bias, int rectified, _cl_mem mask, int masked, _cl_mem target, int toPoints) {
        kernel.arguments(7, bias, rectified, mask, masked, target, toPoints);
        return this;
    }

    void launch(int rows) {
        kernel.groups(ClassifierKernels.tiles(units, rows));
        kernel.launch(rows);
    }
}
