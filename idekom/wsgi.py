"""The door through which a server such as granian reaches Idékom."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idekom.settings")
application = get_wsgi_application()
