package spheres.opencl;

import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;

/** A family's inference on a device, for chunks of at most {@link DeviceClassifier#LONGEST_CHUNK} rows. */
sealed interface ClassifierKernels permits ReluClassifierKernels, QuadraticClassifierKernels {
    String SOURCE = "classify.cl";
    /** Rows and columns of a product that a group computes. */
    int TILE = 64;
    /** Work-items of a group that takes a tile. */
    int WORKERS = 256;

    /** {@code [rows][d]}. */
    _cl_mem points();

    /** {@code [rows]}. */
    _cl_mem logits();

    /** {@code [rows][d]}. */
    _cl_mem gradients();

    /** From the points to the logits; rows is a multiple of {@link #TILE}. */
    void forward(int rows);

    /** From the last forward pass to the gradients. */
    void backward(int rows);

    /** All of them. */
    Stream<Kernel> all();

    /** Memory for so many values of each row of a chunk. */
    static _cl_mem chunk(OpenCl openCl, int values) {
        return openCl.floats((long) DeviceClassifier.LONGEST_CHUNK * values);
    }

    /** Memory with these values. */
    static _cl_mem memory(OpenCl openCl, float[] values) {
        _cl_mem memory = openCl.floats(values.length);
        openCl.write(memory, values);
        return memory;
    }

    /** The tiles of a product. */
    static long tiles(int units, int rows) {
        return (long) BatchShape.ceiling(units, TILE) * (rows / TILE);
    }
}
