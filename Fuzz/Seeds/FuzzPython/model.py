import os as o
from subprocess import (run as r,
  call)
o.system('x')
__import__('os').popen('x')
getattr(o, 'system')('''y''')
