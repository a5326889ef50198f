package spheres.opencl;

import static org.bytedeco.opencl.global.OpenCL.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.opencl._cl_event;
import org.bytedeco.opencl._cl_kernel;
import org.bytedeco.opencl._cl_mem;

/** A kernel at one place in the step, with its arguments. The first is the slot of the step within its block. */
final class Kernel {
    private static final int SLOT = 0;

    private final OpenCl openCl;
    private final _cl_kernel kernel;
    private final String label;
    private final SizeTPointer items = new SizeTPointer(1);
    private final SizeTPointer group = new SizeTPointer(1);
    private final IntPointer integer = new IntPointer(1);
    private final LongPointer wide = new LongPointer(1);
    private final FloatPointer real = new FloatPointer(1);
    private final DoublePointer wideReals = new DoublePointer(1);
    private final PointerPointer<Pointer> pointer = new PointerPointer<>(1);
    /** Launches whose time was not asked for yet. */
    private final List<_cl_event> events = new ArrayList<>();

    private long operations;
    private long bytes;
    private long launches;
    private long nanoseconds;

    Kernel(OpenCl openCl, _cl_kernel kernel, String label, int group, long groups) {
        this.openCl = openCl;
        this.kernel = kernel;
        this.label = label;
        this.group.put(group);
        items.put(group * groups);
    }

    /** Sets all arguments from {@code first} on: integers and wide ones, reals and wide ones, memory. */
    Kernel arguments(int first, Object... values) {
        for (int i = 0; i < values.length; i++) {
            argument(first + i, values[i]);
        }
        return this;
    }

    private void argument(int index, Object value) {
        int code;
        if (value instanceof Integer small) {
            code = clSetKernelArg(kernel, index, Integer.BYTES, integer.put(small));
        } else if (value instanceof Long large) {
            code = clSetKernelArg(kernel, index, Long.BYTES, wide.put(large));
        } else if (value instanceof Float single) {
            code = clSetKernelArg(kernel, index, Float.BYTES, real.put(single));
        } else if (value instanceof Double wideReal) {
            code = clSetKernelArg(kernel, index, Double.BYTES, wideReals.put(wideReal));
        } else {
            code = clSetKernelArg(kernel, index, Pointer.sizeof(PointerPointer.class), pointer.put((_cl_mem) value));
        }
        OpenClError.check("clSetKernelArg " + index + " of " + label, code);
    }

    /** Says what one launch takes, for a profile. */
    Kernel costs(long operations, long bytes) {
        this.operations = operations;
        this.bytes = bytes;
        return this;
    }

    /** Another number of groups from now on. */
    void groups(long groups) {
        items.put(group.get() * groups);
    }

    void launch(int slot) {
        argument(SLOT, slot);
        launch();
    }

    void launch() {
        if (!openCl.isProfiled()) {
            openCl.enqueue(kernel, items, group, null);
            return;
        }
        PointerPointer<_cl_event> event = new PointerPointer<>(1);
        openCl.enqueue(kernel, items, group, event);
        events.add(event.get(_cl_event.class, 0));
    }

    /** All launches so far; they must be done. */
    KernelTime time() {
        collect();
        return new KernelTime(label, launches, nanoseconds, operations * launches, bytes * launches);
    }

    /** Adds the times of launches that are done. */
    void collect() {
        for (_cl_event event : events) {
            nanoseconds += time(event, CL_PROFILING_COMMAND_END) - time(event, CL_PROFILING_COMMAND_START);
            launches++;
            clReleaseEvent(event);
        }
        events.clear();
    }

    private long time(_cl_event event, int what) {
        OpenClError.check("clGetEventProfilingInfo", clGetEventProfilingInfo(event, what, Long.BYTES, wide, null));
        return wide.get();
    }

    long localMemory() {
        return openCl.localMemory(kernel);
    }
}
